//! What must hold for every drawing, whatever the data.

//! Reading in an emergency what is kept from somebody: the one way round the filter on visibility. It
//! goes by the chronology alone: what was shown, to whom, in which session and until when.

use access::{Authorised, Read, SetUp, Viewer};
use calendar::{AsAt, Date, Stamp};
use casework::{ReadingTimes, may_read};
use record::{Entry, FamilyId, ReadingSoFar, ServiceId, fold};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::keyring::KeyRing;
use crate::registers::log;
use crate::service_settings::{self, read};
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::{Error, Store, looks};

statements! {
    // What was asked and decided, whoever may see it: there are no words of a note in it.
    DECIDED = "select service_id, family_id, sequence, kind, version, visibility, named, happened, \
        happened_on, recorded_at, recorded_by, corrects, submission_id, body from entry \
        where service_id = $1 and family_id = $2 and kind in ('reading_asked', 'reading_answer', \
        'note_shown', 'reading_opened', 'reading_review') order by sequence";
    SHOWN = "select service_id, family_id, sequence, kind, version, visibility, named, happened, \
        happened_on, recorded_at, recorded_by, corrects, submission_id, body from entry \
        where service_id = $1 and family_id = $2 and sequence = $3";
    READING_TIMES = "select value from service_setting where service_id = $1 and name = 'reading'";
}

/// What somebody may read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyReading {
    /// What was asked, and what became of it.
    pub reading: ReadingSoFar,
    /// Until when.
    pub until: Stamp,
    /// The entries shown, in order of happening.
    pub entries: Vec<Entry>,
}

/// The setting as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    minutes: u8,
    review_days: u8,
}

const NAME: &str = "reading";

impl Store {
    /// What a viewer may read in this session; nothing if they may not, not any more or not yet: the
    /// answer is the same.
    pub async fn emergency_reading(
        &self,
        viewer: &Viewer,
        family: &Authorised<FamilyId, Read>,
        session: Uuid,
        now: Stamp,
    ) -> Result<Option<EmergencyReading>, Error> {
        let (service, id) = (family.service(), family.id());
        let mut tx = self.engine().read().await?;
        let ring = KeyRing::load(&mut tx, self.keys(), service, id).await?;
        let rows = tx.rows(DECIDED, args![service.0, id.0]).await?;
        let open = |row| StoredEntry::from_row(row)?.open(&ring);
        let decided: Vec<Entry> = rows.iter().map(open).collect::<Result<_, _>>()?;
        let told = fold(id, &decided, AsAt::day(Date::MAX));
        let who = (viewer.worker, family.sight());
        let mut readings = told.safety.readings.iter();
        let Some(reading) = readings.find(|it| may_read(it, who, session, now)) else {
            return Ok(None);
        };
        let Some(until) = reading.opened.as_ref().map(|it| it.what.until) else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        for shown in &reading.shown {
            let asked = args![service.0, id.0, shown.what.note.0];
            let row = tx.only(SHOWN, asked).await?;
            entries.push(StoredEntry::from_row(&row)?.open(&ring)?);
        }
        entries.sort_by_key(|it| (it.happened.sort_date(), it.sequence));
        looks::shows([id]);
        Ok(Some(EmergencyReading {
            reading: reading.clone(),
            until,
            entries,
        }))
    }

    /// Changes for how long somebody may read in an emergency.
    pub async fn put_reading_times(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        times: ReadingTimes,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let says = serde_json::json!(Stored {
            minutes: times.minutes,
            review_days: times.review_days,
        });
        self.write(move |tx| {
            let says = says.clone();
            Box::pin(async move {
                log(tx, id, "service_setting", NAME.to_owned(), &says, at, by).await?;
                service_settings::put(tx, id, [(NAME, says)]).await
            })
        })
        .await
    }

    /// For how long somebody may read in an emergency; the usual where the service has not said.
    pub async fn reading_times(&self, service: ServiceId) -> Result<ReadingTimes, Error> {
        let mut tx = self.engine().look().await?;
        let Some(row) = tx.row(READING_TIMES, args![service.0]).await? else {
            return Ok(ReadingTimes::default());
        };
        let stored: Stored = read(&row.text(0)?)?;
        Ok(ReadingTimes {
            minutes: stored.minutes,
            review_days: stored.review_days,
        })
    }
}

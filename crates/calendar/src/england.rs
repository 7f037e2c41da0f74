//! The bank holidays of England and Wales, as data.
//!
//! Days on which Parliament or a proclamation moved or added a holiday are here as they fell. Later
//! years, for which none has been proclaimed yet, follow the Banking and Financial Dealings Act
//! 1971 and custom; a day proclaimed since can be added by the service or here.

use crate::{Date, date};

/// The first year the list covers.
pub(crate) const FIRST_YEAR: i16 = 2015;
/// The last year the list covers.
pub(crate) const LAST_YEAR: i16 = 2030;

const NEW_YEARS_DAY: &str = "New Year’s Day";
const NEW_YEARS_DAY_SUBSTITUTE: &str = "New Year’s Day (substitute day)";
const GOOD_FRIDAY: &str = "Good Friday";
const EASTER_MONDAY: &str = "Easter Monday";
const EARLY_MAY: &str = "Early May bank holiday";
const VE_DAY: &str = "Early May bank holiday (VE Day)";
const SPRING: &str = "Spring bank holiday";
const PLATINUM_JUBILEE: &str = "Platinum Jubilee bank holiday";
const STATE_FUNERAL: &str = "Bank Holiday for the State Funeral of Queen Elizabeth II";
const CORONATION: &str = "Bank holiday for the coronation of King Charles III";
const SUMMER: &str = "Summer bank holiday";
const CHRISTMAS_DAY: &str = "Christmas Day";
const CHRISTMAS_DAY_SUBSTITUTE: &str = "Christmas Day (substitute day)";
const BOXING_DAY: &str = "Boxing Day";
const BOXING_DAY_SUBSTITUTE: &str = "Boxing Day (substitute day)";

/// Every bank holiday of the covered years, in date order.
#[rustfmt::skip]
pub(crate) const BANK_HOLIDAYS: &[(Date, &str)] = &[
    // 2015
    (date(2015, 1, 1), NEW_YEARS_DAY),
    (date(2015, 4, 3), GOOD_FRIDAY),
    (date(2015, 4, 6), EASTER_MONDAY),
    (date(2015, 5, 4), EARLY_MAY),
    (date(2015, 5, 25), SPRING),
    (date(2015, 8, 31), SUMMER),
    (date(2015, 12, 25), CHRISTMAS_DAY),
    (date(2015, 12, 28), BOXING_DAY_SUBSTITUTE),
    // 2016
    (date(2016, 1, 1), NEW_YEARS_DAY),
    (date(2016, 3, 25), GOOD_FRIDAY),
    (date(2016, 3, 28), EASTER_MONDAY),
    (date(2016, 5, 2), EARLY_MAY),
    (date(2016, 5, 30), SPRING),
    (date(2016, 8, 29), SUMMER),
    (date(2016, 12, 26), BOXING_DAY),
    (date(2016, 12, 27), CHRISTMAS_DAY_SUBSTITUTE),
    // 2017
    (date(2017, 1, 2), NEW_YEARS_DAY_SUBSTITUTE),
    (date(2017, 4, 14), GOOD_FRIDAY),
    (date(2017, 4, 17), EASTER_MONDAY),
    (date(2017, 5, 1), EARLY_MAY),
    (date(2017, 5, 29), SPRING),
    (date(2017, 8, 28), SUMMER),
    (date(2017, 12, 25), CHRISTMAS_DAY),
    (date(2017, 12, 26), BOXING_DAY),
    // 2018
    (date(2018, 1, 1), NEW_YEARS_DAY),
    (date(2018, 3, 30), GOOD_FRIDAY),
    (date(2018, 4, 2), EASTER_MONDAY),
    (date(2018, 5, 7), EARLY_MAY),
    (date(2018, 5, 28), SPRING),
    (date(2018, 8, 27), SUMMER),
    (date(2018, 12, 25), CHRISTMAS_DAY),
    (date(2018, 12, 26), BOXING_DAY),
    // 2019
    (date(2019, 1, 1), NEW_YEARS_DAY),
    (date(2019, 4, 19), GOOD_FRIDAY),
    (date(2019, 4, 22), EASTER_MONDAY),
    (date(2019, 5, 6), EARLY_MAY),
    (date(2019, 5, 27), SPRING),
    (date(2019, 8, 26), SUMMER),
    (date(2019, 12, 25), CHRISTMAS_DAY),
    (date(2019, 12, 26), BOXING_DAY),
    // 2020
    (date(2020, 1, 1), NEW_YEARS_DAY),
    (date(2020, 4, 10), GOOD_FRIDAY),
    (date(2020, 4, 13), EASTER_MONDAY),
    (date(2020, 5, 8), VE_DAY),
    (date(2020, 5, 25), SPRING),
    (date(2020, 8, 31), SUMMER),
    (date(2020, 12, 25), CHRISTMAS_DAY),
    (date(2020, 12, 28), BOXING_DAY_SUBSTITUTE),
    // 2021
    (date(2021, 1, 1), NEW_YEARS_DAY),
    (date(2021, 4, 2), GOOD_FRIDAY),
    (date(2021, 4, 5), EASTER_MONDAY),
    (date(2021, 5, 3), EARLY_MAY),
    (date(2021, 5, 31), SPRING),
    (date(2021, 8, 30), SUMMER),
    (date(2021, 12, 27), CHRISTMAS_DAY_SUBSTITUTE),
    (date(2021, 12, 28), BOXING_DAY_SUBSTITUTE),
    // 2022
    (date(2022, 1, 3), NEW_YEARS_DAY_SUBSTITUTE),
    (date(2022, 4, 15), GOOD_FRIDAY),
    (date(2022, 4, 18), EASTER_MONDAY),
    (date(2022, 5, 2), EARLY_MAY),
    (date(2022, 6, 2), SPRING),
    (date(2022, 6, 3), PLATINUM_JUBILEE),
    (date(2022, 8, 29), SUMMER),
    (date(2022, 9, 19), STATE_FUNERAL),
    (date(2022, 12, 26), BOXING_DAY),
    (date(2022, 12, 27), CHRISTMAS_DAY_SUBSTITUTE),
    // 2023
    (date(2023, 1, 2), NEW_YEARS_DAY_SUBSTITUTE),
    (date(2023, 4, 7), GOOD_FRIDAY),
    (date(2023, 4, 10), EASTER_MONDAY),
    (date(2023, 5, 1), EARLY_MAY),
    (date(2023, 5, 8), CORONATION),
    (date(2023, 5, 29), SPRING),
    (date(2023, 8, 28), SUMMER),
    (date(2023, 12, 25), CHRISTMAS_DAY),
    (date(2023, 12, 26), BOXING_DAY),
    // 2024
    (date(2024, 1, 1), NEW_YEARS_DAY),
    (date(2024, 3, 29), GOOD_FRIDAY),
    (date(2024, 4, 1), EASTER_MONDAY),
    (date(2024, 5, 6), EARLY_MAY),
    (date(2024, 5, 27), SPRING),
    (date(2024, 8, 26), SUMMER),
    (date(2024, 12, 25), CHRISTMAS_DAY),
    (date(2024, 12, 26), BOXING_DAY),
    // 2025
    (date(2025, 1, 1), NEW_YEARS_DAY),
    (date(2025, 4, 18), GOOD_FRIDAY),
    (date(2025, 4, 21), EASTER_MONDAY),
    (date(2025, 5, 5), EARLY_MAY),
    (date(2025, 5, 26), SPRING),
    (date(2025, 8, 25), SUMMER),
    (date(2025, 12, 25), CHRISTMAS_DAY),
    (date(2025, 12, 26), BOXING_DAY),
    // 2026
    (date(2026, 1, 1), NEW_YEARS_DAY),
    (date(2026, 4, 3), GOOD_FRIDAY),
    (date(2026, 4, 6), EASTER_MONDAY),
    (date(2026, 5, 4), EARLY_MAY),
    (date(2026, 5, 25), SPRING),
    (date(2026, 8, 31), SUMMER),
    (date(2026, 12, 25), CHRISTMAS_DAY),
    (date(2026, 12, 28), BOXING_DAY_SUBSTITUTE),
    // 2027
    (date(2027, 1, 1), NEW_YEARS_DAY),
    (date(2027, 3, 26), GOOD_FRIDAY),
    (date(2027, 3, 29), EASTER_MONDAY),
    (date(2027, 5, 3), EARLY_MAY),
    (date(2027, 5, 31), SPRING),
    (date(2027, 8, 30), SUMMER),
    (date(2027, 12, 27), CHRISTMAS_DAY_SUBSTITUTE),
    (date(2027, 12, 28), BOXING_DAY_SUBSTITUTE),
    // 2028
    (date(2028, 1, 3), NEW_YEARS_DAY_SUBSTITUTE),
    (date(2028, 4, 14), GOOD_FRIDAY),
    (date(2028, 4, 17), EASTER_MONDAY),
    (date(2028, 5, 1), EARLY_MAY),
    (date(2028, 5, 29), SPRING),
    (date(2028, 8, 28), SUMMER),
    (date(2028, 12, 25), CHRISTMAS_DAY),
    (date(2028, 12, 26), BOXING_DAY),
    // 2029
    (date(2029, 1, 1), NEW_YEARS_DAY),
    (date(2029, 3, 30), GOOD_FRIDAY),
    (date(2029, 4, 2), EASTER_MONDAY),
    (date(2029, 5, 7), EARLY_MAY),
    (date(2029, 5, 28), SPRING),
    (date(2029, 8, 27), SUMMER),
    (date(2029, 12, 25), CHRISTMAS_DAY),
    (date(2029, 12, 26), BOXING_DAY),
    // 2030
    (date(2030, 1, 1), NEW_YEARS_DAY),
    (date(2030, 4, 19), GOOD_FRIDAY),
    (date(2030, 4, 22), EASTER_MONDAY),
    (date(2030, 5, 6), EARLY_MAY),
    (date(2030, 5, 27), SPRING),
    (date(2030, 8, 26), SUMMER),
    (date(2030, 12, 25), CHRISTMAS_DAY),
    (date(2030, 12, 26), BOXING_DAY),
];

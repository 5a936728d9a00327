import { getHolidays } from 'feiertagejs'

/** By year: the library works each day out anew, some hundred times slower than it is read here. */
const known = new Map<string, ReadonlyMap<string, string>>()

/** What North Rhine-Westphalia calls its public holiday on a day "YYYY-MM-DD", if it is one. */
export function holidayOn(day: string): string | undefined {
  const year = day.slice(0, 4)
  const ofYear = known.get(year) ?? holidaysOf(year)
  known.set(year, ofYear)
  return ofYear.get(day)
}

function holidaysOf(year: string): ReadonlyMap<string, string> {
  const holidays = getHolidays(year, 'NW')
  return new Map(holidays.map((each) => [each.dateString, each.translate('de') ?? each.name]))
}

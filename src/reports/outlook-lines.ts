import type { Names } from './names.ts'
import type { Outlook } from './outlook.ts'
import { percent, whole } from './report-lines.ts'

/** What the coming weeks bring, and how many seats that takes: a sentence each. */
export function outlookLines(outlook: readonly Outlook[], names: Names): string[] {
  if (outlook.length === 0) return []
  const lines = outlook.map(({ departmentId, week, seats, forecast: { low, high }, missing }) => {
    const advice = missing > 0 ? `open ${whole(missing)} more` : 'that is enough'
    return `${names('department', departmentId)}, week of ${week}: ${whole(low)} to ${whole(high)} appointments expected, ${whole(seats)} seats open: ${advice}.`
  })
  const [first] = outlook
  return [
    '',
    'The coming weeks',
    ...lines,
    ...(first
      ? [
          `Tried on ${whole(first.forecast.weeks)} past weeks, the forecast was wrong by ${percent(first.forecast.error)} in the middle.`,
        ]
      : []),
  ]
}

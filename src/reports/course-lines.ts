import { whole } from './report-lines.ts'
import type { TalkFigures } from './talks.ts'
import type { Timeline } from './timeline.ts'

/** Questions at which talks ended or were not understood: the first ones tell enough. */
const most = 8

/** Month by month what became of the appointments, and where talks ended. */
export function courseLines({ months }: Timeline, talks: readonly TalkFigures[]): string[] {
  const shown = talks.filter(({ ended, unclear }) => ended + unclear > 0).slice(0, most)
  return [
    ...(months.length === 0 ? [] : ['', 'Month by month']),
    ...months.map(
      ({ from, attended, noShow, unrecorded, cancelled, freed, refilled, wasted, waited }) =>
        `${from.slice(0, 7)}: ${whole(attended)} came, ${whole(noShow)} recorded as not come, ${whole(unrecorded)} not recorded, ${whole(cancelled)} cancelled; ${whole(freed)} seats freed, ${whole(refilled)} taken again, ${whole(wasted)} wasted as recorded${waited === null ? '' : `; next free time ${waited.toFixed(1)} days away`}`,
    ),
    ...(shown.length === 0 ? [] : ['', 'Where talks end']),
    ...shown.map(
      ({ task, step, language, channel, asked, ended, unclear }) =>
        `${[task, step].filter((word) => word !== '').join(' ')} (${language === '' ? 'no language yet' : language}, ${channel}): asked ${whole(asked)} times, ended ${whole(ended)}, not understood ${whole(unclear)}`,
    ),
  ]
}

import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { type DayView, type Line, waiting } from './day.ts'
import type { Workplaces } from './named.ts'
import { Row } from './row.tsx'
import type { Acts } from './use-acts.ts'

type Props = { day: DayView; places: Workplaces | undefined; now: Date; acts: Acts; call: (visit: Line) => void }

/** The whole day: to the left who is still to come in, to the right who has been called and what became of them. */
export function Groups({ day, ...rest }: Props): JSX.Element {
  return (
    <div class="today-groups">
      {columns.map((groups) => (
        <div class="today-column" key={groups[0]}>
          {groups.map((group) => (
            <Group key={group} group={group} visits={inGroup(day, group)} {...rest} />
          ))}
        </div>
      ))}
    </div>
  )
}

const columns: readonly (readonly Line['group'][])[] = [
  ['arrived', 'expected', 'unrecorded'],
  ['called', 'with_clerk', 'done', 'no_show'],
]

type GroupProps = Omit<Props, 'day'> & { group: Line['group']; visits: readonly Line[] }

/** Those that are over are folded away: of them the number is enough. */
function Group({ group, visits, ...rest }: GroupProps): JSX.Element {
  const isOver = group === 'done' || group === 'no_show'
  return (
    <details class={`today-group today-group-${group}`} open={!isOver}>
      <summary>
        <h2 class="kern-title">{t(`today.group-${group}`)}</h2>
        <span class="today-count">{visits.length}</span>
      </summary>
      {visits.length > 0 && (
        <ul>
          {visits.map((visit) => (
            <Row key={visit.id} visit={visit} {...rest} />
          ))}
        </ul>
      )}
    </details>
  )
}

function inGroup(day: DayView, group: Line['group']): readonly Line[] {
  const those = day.visits.filter((visit) => visit.group === group)
  if (group === 'arrived') return waiting(day)
  return group === 'done' || group === 'no_show' ? those.toReversed() : those
}

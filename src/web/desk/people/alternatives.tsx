import type { JSX } from 'preact'
import type { Refusal } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { t } from '../texts.ts'
import { whenOf } from './named.ts'

/** A time as it is chosen: its local day and its instant. */
export type Chosen = { day: string; startsAt: string }

/** Other times that a refusal carries. */
export function Alternatives({
  refusal,
  choose,
}: {
  refusal: Refusal | undefined
  choose: (time: Chosen) => void
}): JSX.Element | null {
  if (refusal?.code !== 'taken') return null
  const times = timesOf(refusal.details?.['alternatives'])
  if (times.length === 0) return <p class="kern-body">{t('people.noOthers')}</p>
  return (
    <div class="people-others">
      <p class="kern-body">{t('people.others')}</p>
      <div class="page-deeds">
        {times.map((time) => (
          <Button key={time.startsAt} onClick={() => choose(time)}>
            {whenOf(time.startsAt)}
          </Button>
        ))}
      </div>
    </div>
  )
}

function timesOf(given: unknown): Chosen[] {
  const list: unknown[] = Array.isArray(given) ? given : []
  return list.flatMap((each) => {
    if (typeof each !== 'object' || each === null || !('startsAt' in each) || !('day' in each)) return []
    return { startsAt: String(each.startsAt), day: String(each.day) }
  })
}

import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'
import { rangeOf, addDays, type Week } from './week.ts'

type Drawn = ReturnType<typeof import('./draw-week.ts').drawWeek>
type Props = { week: Week; firstDay: string; choose: (day: string) => void }

/** The week as a picture, for eyes and mouse: everything in it stands as a list below, too, for keyboard and ears. */
export function Picture({ week, firstDay, choose }: Props): JSX.Element {
  const { me, place } = useDesk()
  const element = useRef<HTMLDivElement>(null)
  const drawn = useRef<Drawn | undefined>(undefined)
  const wanted = useRef({ week, firstDay, choose })
  wanted.current = { week, firstDay, choose }

  function show() {
    const { departmentId } = place
    const departments = me.places.departments
      .filter(({ id }) => departmentId === undefined || id === departmentId)
      .map(({ id, name }) => ({ id, short: shortOf(name) }))
    drawn.current?.show(wanted.current.week, { firstDay: wanted.current.firstDay, departments })
  }

  useEffect(() => {
    let isWanted = true
    async function draw() {
      const { drawWeek } = await import('./draw-week.ts')
      if (!isWanted || !element.current) return
      drawn.current = drawWeek(element.current, (day) => wanted.current.choose(day))
      show()
    }
    // Without a line there is no picture; the lists are there.
    draw().catch(() => {})
    return () => {
      isWanted = false
      drawn.current?.end()
      drawn.current = undefined
    }
  }, [])
  useEffect(show, [week])

  return (
    <div
      class="week-picture"
      role="img"
      aria-label={t('calendar.picture', { week: rangeOf(firstDay, addDays(firstDay, 6)) })}
    >
      <div ref={element} aria-hidden="true" />
    </div>
  )
}

/** "Asyl." */
function shortOf(name: string): string {
  const word = /^\p{L}*/u.exec(name)?.[0] ?? ''
  return word.length > 5 ? `${word.slice(0, 4)}.` : word
}

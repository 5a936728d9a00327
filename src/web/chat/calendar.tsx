import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Choice } from '#message.ts'
import type { Language } from '#texts.ts'
import { Icon } from './icons.tsx'
import { localeOf } from './languages.ts'
import { type Day, type Month, pagesOf, utc } from './months.ts'
import type { PageTexts } from './texts.ts'
import { useArrowKeys } from './use-arrow-keys.ts'

type Props = { choices: readonly Choice[]; language: Language; texts: PageTexts; press: (choice: Choice) => void }

/** Free days as a page of a wall calendar. Turning the page is the page's own affair; arrow keys turn it at its edges. */
export function Calendar({ choices, language, texts, press }: Props): JSX.Element | null {
  const pages = pagesOf(choices)
  const [shown, show] = useState(0)
  const landing = useRef<'first' | 'last' | undefined>(undefined)
  const { root, onKeyDown, onFocusIn, tabIndex } = useArrowKeys<HTMLTableElement>((key) => {
    const isForth =
      /Down|End/.test(key) || key === (document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight')
    turn(isForth ? 1 : -1, isForth ? 'first' : 'last')
  })

  function turn(step: 1 | -1, focus?: 'first' | 'last'): void {
    const next = shown + step
    if (next < 0 || next >= pages.length) return
    landing.current = focus
    show(next)
  }

  useLayoutEffect(() => {
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])]
    if (landing.current) buttons.at(landing.current === 'first' ? 0 : -1)?.focus()
    landing.current = undefined
  }, [shown])

  const months = pages[shown] ?? []
  const [first] = months
  const last = months.at(-1)
  if (first === undefined || last === undefined) return null
  const free = months.flatMap(({ weeks }) => weeks.flat()).flatMap((day) => day?.choice?.value ?? [])
  return (
    <div class="calendar">
      <div class="pager">
        <Turn name={texts.previousMonth} icon="back" isDisabled={shown === 0} turn={() => turn(-1)} />
        <h2 id="month" aria-live="polite">
          {nameOf(language, first, last)}
        </h2>
        <Turn name={texts.nextMonth} icon="forth" isDisabled={shown === pages.length - 1} turn={() => turn(1)} />
      </div>
      <table role="grid" aria-labelledby="month" ref={root} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
        <thead>
          <tr>
            {weekdays(language).map(({ long, short }) => (
              <th scope="col" abbr={long}>
                <span aria-hidden="true">{short}</span>
                <span class="spoken">{long}</span>
              </th>
            ))}
          </tr>
        </thead>
        {months.map((month) => (
          <tbody key={month.month}>
            {month !== first && (
              <tr>
                <th scope="rowgroup" colSpan={7} class="month">
                  {nameOf(language, month, month)}
                </th>
              </tr>
            )}
            {month.weeks.map((week) => (
              <tr>
                {week.map((day) => (
                  <td>{day && <Cell day={day} press={press} tabIndex={tabIndex(day.choice?.value ?? '', free)} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** "November–Dezember 2026" */
function nameOf(language: Language, first: Month, last: Month): string {
  const written = new Intl.DateTimeFormat(localeOf(language), { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return written.formatRange(utc(`${first.month}-01`), utc(`${last.month}-01`))
}

function Cell({
  day: { date, choice },
  press,
  tabIndex,
}: {
  day: Day
  press: (choice: Choice) => void
  tabIndex: 0 | -1
}): JSX.Element {
  if (choice === undefined) return <span class="day">{date}</span>
  return (
    <button
      type="button"
      class="day"
      value={choice.value}
      aria-label={choice.spoken ?? choice.label}
      tabIndex={tabIndex}
      onClick={() => press(choice)}
    >
      {date}
    </button>
  )
}

function Turn({
  name,
  icon,
  isDisabled,
  turn,
}: {
  name: string
  icon: 'back' | 'forth'
  isDisabled: boolean
  turn: () => void
}): JSX.Element {
  return (
    <button type="button" class="plain" aria-label={name} title={name} aria-disabled={isDisabled} onClick={turn}>
      <Icon name={icon} />
    </button>
  )
}

/** Arabic's short names are as long as the full ones. */
function weekdays(language: Language): { long: string; short: string }[] {
  const monday = utc('2024-01-01')
  const name = (date: number, weekday: 'long' | 'short' | 'narrow') =>
    new Date(monday.getTime() + date * 86_400_000).toLocaleDateString(localeOf(language), { weekday, timeZone: 'UTC' })
  return [0, 1, 2, 3, 4, 5, 6].map((date) => ({
    long: name(date, 'long'),
    short: name(date, language === 'ar' ? 'narrow' : 'short'),
  }))
}

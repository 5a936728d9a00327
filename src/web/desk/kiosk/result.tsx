import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { CheckIn } from './check-in.ts'
import type { KioskTexts } from './kiosk-texts.ts'

type Props = { result: CheckIn; texts: KioskTexts; language: string; again: () => void }

/** What came of it, large and read aloud; it never says who it is. */
export function Result({ result, texts, language, again }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const isThere = result.outcome === 'arrived' || result.outcome === 'already'
  return (
    <main class={`kiosk-result ${isThere ? 'kiosk-good' : 'kiosk-bad'}`}>
      <h1 ref={heading} tabIndex={-1}>
        {sentence(result, texts, language)}
      </h1>
      {isThere && (
        <>
          <p>
            {texts.yourCode} <strong dir="ltr">{`${result.code.slice(0, 4)}-${result.code.slice(4)}`}</strong>
          </p>
          <p>{texts.wait}</p>
        </>
      )}
      <button type="button" class="kiosk-main" onClick={again}>
        {texts.again}
      </button>
    </main>
  )
}

function sentence(result: CheckIn, texts: KioskTexts, language: string): string {
  switch (result.outcome) {
    case 'arrived':
      return texts.arrived
    case 'already':
      return texts.already
    case 'not-found':
      return texts.notFound
    case 'not-booked':
      return texts.notBooked
    case 'signed-out':
      return texts.unpaired
    case 'failed':
      return texts.failed
    case 'other-day':
      return texts.otherDay.replace('{{day}}', dayIn(language, result.startsAt))
    case 'other-place':
      return texts.otherPlace.replace('{{place}}', result.place[language] ?? result.place['de'] ?? '')
  }
}

function dayIn(language: string, iso: string): string {
  const options = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Berlin' } as const
  return new Intl.DateTimeFormat(language, options).format(new Date(iso))
}

import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { t } from '../texts.ts'
import { codeOf } from '../today/named.ts'
import { whenOf } from './named.ts'
import type { Booking } from './use-booking.ts'

type Props = { booking: Booking; booked: { id: string; code: string; startsAt: string } }

/** What was booked, and what one may want next. */
export function Booked({ booking: { form, another }, booked: { id, code, startsAt } }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form with the button that was pressed is gone.
  useEffect(() => heading.current?.focus(), [id])
  return (
    <div class="people">
      <h1 class="kern-heading-large" tabIndex={-1} ref={heading}>
        {t('people.bookedTitle', { name: form.values.name })}
      </h1>
      <p class="kern-body people-booked">{t('people.bookedWhen', { when: whenOf(startsAt), code: codeOf(code) })}</p>
      <div class="page-deeds">
        <Link to={`/desk/personen/${id}/print`} class="kern-btn kern-btn--primary">
          <span class="kern-label">{t('people.print')}</span>
        </Link>
        <Button onClick={another}>{t('people.another')}</Button>
        <Link to={`/desk/personen/${id}`} class="kern-btn kern-btn--tertiary">
          <span class="kern-label">{t('people.toIt')}</span>
        </Link>
      </div>
    </div>
  )
}

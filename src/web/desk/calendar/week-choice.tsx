import type { JSX } from 'preact'
import { Button } from '../parts/button.tsx'
import { t } from '../texts.ts'
import { addDays, mondayOf, rangeOf, today } from './week.ts'

/** From week to week, or to that of a day. */
export function WeekChoice({ firstDay, goTo }: { firstDay: string; goTo: (day: string) => void }): JSX.Element {
  return (
    <div class="week-choice">
      <h2 class="kern-heading-small" aria-live="polite">
        {rangeOf(firstDay, addDays(firstDay, 6))}
      </h2>
      <div class="week-steps">
        <Button icon="arrow-back" onClick={() => goTo(addDays(firstDay, -7))}>
          {t('calendar.earlier')}
        </Button>
        <Button onClick={() => goTo(today())} aria-disabled={firstDay === mondayOf(today())}>
          {t('calendar.thisWeek')}
        </Button>
        <Button onClick={() => goTo(addDays(firstDay, 7))}>{t('calendar.later')}</Button>
        <span class="week-of">
          <label class="kern-label" for="week-of">
            {t('calendar.weekOf')}
          </label>
          <input
            id="week-of"
            class="kern-form-input__input"
            type="date"
            value={firstDay}
            onChange={({ currentTarget }) => {
              if (currentTarget.value !== '') goTo(currentTarget.value)
            }}
          />
        </span>
      </div>
    </div>
  )
}

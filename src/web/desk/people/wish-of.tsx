import type { JSX } from 'preact'
import { t } from '../texts.ts'

export type By = 'applicant' | 'office'

/** The two are counted apart, and what the office wishes is told in the chat. */
export function WishOf({ by, change }: { by: By; change: (by: By) => void }): JSX.Element {
  const options = [
    { value: 'applicant', label: t('people.byApplicant') },
    { value: 'office', label: t('people.byOffice') },
  ] as const
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{t('people.by')}</legend>
      <div class="kern-fieldset__body">
        {options.map(({ value, label }) => (
          <div class="kern-form-check" key={value}>
            <input
              class="kern-form-check__radio"
              type="radio"
              name="by"
              id={`by-${value}`}
              checked={by === value}
              onChange={() => change(value)}
            />
            <label class="kern-label" for={`by-${value}`}>
              {label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}

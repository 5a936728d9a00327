import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { t } from '../texts.ts'
import { type Period, periodOf, presets } from './period.ts'

type Props = { period: Period; shown: Required<Period> | undefined; choose: (period: Period) => void }

/** From which day to which; the address keeps it. */
export function PeriodForm({ period, shown, choose }: Props): JSX.Element {
  const [from, setFrom] = useState(period.from ?? shown?.from ?? '')
  const [to, setTo] = useState(period.to ?? shown?.to ?? '')

  function ask(wanted: Period) {
    const entries = Object.entries(wanted).filter(([, day]) => day !== '')
    history.replaceState(null, '', `?${new URLSearchParams(entries).toString()}`)
    choose(Object.fromEntries(entries))
  }

  return (
    <form
      class="report-period"
      onSubmit={(event) => {
        event.preventDefault()
        ask({ from, to })
      }}
    >
      <Field id="report-from" type="date" label={t('report.from')} value={from} change={setFrom} />
      <Field id="report-to" type="date" label={t('report.to')} value={to} change={setTo} />
      <Button look="primary" type="submit">
        {t('report.show')}
      </Button>
      <div class="row-deeds">
        {presets.map((preset) => (
          <Button key={preset} look="tertiary" onClick={() => ask(periodOf(preset))}>
            {t(`report.${preset}`)}
          </Button>
        ))}
      </div>
    </form>
  )
}

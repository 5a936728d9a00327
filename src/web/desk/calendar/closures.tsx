import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Table } from '../parts/table.tsx'
import { language, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { ClosureDialog } from './closure-dialog.tsx'
import { departmentName, locationName } from './names.ts'
import { type Closure, rangeOf, type Week } from './week.ts'

type Open = { kind: 'add' } | { kind: 'change' | 'remove'; closure: Closure }
type Props = { week: Week; day: string; mayEdit: boolean; done: (what: string) => Promise<void> }

/** The closures that this week has days of, its public holidays, and the closures to come. */
export function Closures({ week, day, mayEdit, done }: Props): JSX.Element {
  const { me } = useDesk()
  const [open, setOpen] = useState<Open | undefined>()
  const close = () => setOpen(undefined)
  const closures = [...new Map(week.days.flatMap((each) => each.closures.map((one) => [one.id, one]))).values()]
  const holidays = week.days.filter(({ holiday }) => holiday !== null)
  const columns = [
    t('calendar.day'),
    t('calendar.reason'),
    t('calendar.concerns'),
    ...(mayEdit ? [t('staff.deeds')] : []),
  ]
  const row = (closure: Closure) => (
    <tr class="kern-table__row" key={closure.id}>
      <th class="kern-table__cell" scope="row">
        {rangeOf(closure.firstDay, closure.lastDay)}
      </th>
      <td class="kern-table__cell">{reasonOf(closure)}</td>
      <td class="kern-table__cell">
        {departmentName(me, closure.departmentId)}, {locationName(me, closure.locationId)}
      </td>
      {mayEdit && (
        <td class="kern-table__cell row-deeds">
          <Button
            look="tertiary"
            aria-label={t('calendar.changeOf', { what: reasonOf(closure) })}
            onClick={() => setOpen({ kind: 'change', closure })}
          >
            {t('calendar.change')}
          </Button>
          <Button
            look="tertiary"
            aria-label={t('calendar.removeOf', { what: reasonOf(closure) })}
            onClick={() => setOpen({ kind: 'remove', closure })}
          >
            {t('calendar.remove')}
          </Button>
        </td>
      )}
    </tr>
  )
  return (
    <section class="panel">
      <h2 class="kern-heading-small">{t('calendar.closures')}</h2>
      {mayEdit && (
        <div class="page-deeds">
          <Button icon="add" onClick={() => setOpen({ kind: 'add' })}>
            {t('calendar.addClosure')}
          </Button>
        </div>
      )}
      {closures.length + holidays.length === 0 && <p class="kern-body">{t('calendar.noClosures')}</p>}
      {closures.length + holidays.length > 0 && (
        <Table isSmall label={t('calendar.closures')} columns={columns}>
          {holidays.map((each) => (
            <tr class="kern-table__row" key={each.day}>
              <th class="kern-table__cell" scope="row">
                {rangeOf(each.day, each.day)}
              </th>
              <td class="kern-table__cell">{each.holiday}</td>
              <td class="kern-table__cell">{t('calendar.publicHoliday')}</td>
              {mayEdit && <td class="kern-table__cell" />}
            </tr>
          ))}
          {closures.map(row)}
        </Table>
      )}
      {week.later.length > 0 && (
        <details>
          <summary>{t('calendar.laterClosures', { count: week.later.length })}</summary>
          <Table isSmall label={t('calendar.laterClosures', { count: week.later.length })} columns={columns}>
            {week.later.map(row)}
          </Table>
        </details>
      )}
      {open?.kind === 'add' && <ClosureDialog day={day} close={close} done={done} />}
      {open?.kind === 'change' && <ClosureDialog closure={open.closure} day={day} close={close} done={done} />}
      {open?.kind === 'remove' && <Removal closure={open.closure} close={close} done={done} />}
    </section>
  )
}

type Removed = { closure: Closure; close: () => void; done: (what: string) => Promise<void> }

function Removal({ closure, close, done }: Removed): JSX.Element {
  const { isBusy, refusal, run } = useDeed()
  async function yes() {
    const { id, version } = closure
    const removed = await run(() => api('POST', '/closures/:id/remove', { params: { id }, body: { version } }))
    if (!removed) return
    close()
    await done(t('calendar.effect', removed.effect))
  }
  return (
    <ConfirmDialog
      title={t('calendar.removeTitle', { what: reasonOf(closure) })}
      text={t('calendar.removeClosureText')}
      deed={t('calendar.remove')}
      isBusy={isBusy}
      refusal={refusal}
      close={close}
      yes={yes}
    />
  )
}

function reasonOf({ reason }: Closure): string {
  return reason[language] ?? reason['de'] ?? ''
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { HoursDialog } from './hours-dialog.tsx'
import { departmentName } from './names.ts'
import { longDay, type SpecialHours, type Week, weekdayName, type WeeklyHours } from './week.ts'

type Hours = WeeklyHours | SpecialHours
type Open = { kind: 'add'; day?: string } | { kind: 'change' | 'remove'; hours: Hours }
type Props = { week: Week; day: string; mayEdit: boolean; done: (what: string) => Promise<void> }

/** The hours of each weekday, and those of single days of this week in their place. */
export function Hours({ week, day, mayEdit, done }: Props): JSX.Element {
  const { me } = useDesk()
  const [open, setOpen] = useState<Open | undefined>()
  const close = () => setOpen(undefined)
  const weekly = week.hours.toSorted(
    (one, other) =>
      one.departmentId.localeCompare(other.departmentId) ||
      one.weekday - other.weekday ||
      one.opens.localeCompare(other.opens),
  )
  const rows: Hours[] = [...week.days.flatMap(({ special }) => special), ...weekly]
  const nameOf = (hours: Hours) =>
    `${'day' in hours ? longDay(hours.day) : weekdayName(hours.weekday)} ${hours.opens}, ${departmentName(me, hours.departmentId)}`
  return (
    <section class="panel">
      <h2 class="kern-heading-small">{t('calendar.hours')}</h2>
      {mayEdit && (
        <div class="page-deeds">
          <Button icon="add" onClick={() => setOpen({ kind: 'add' })}>
            {t('calendar.addHours')}
          </Button>
          <Button icon="add" onClick={() => setOpen({ kind: 'add', day })}>
            {t('calendar.addSpecial')}
          </Button>
        </div>
      )}
      <Table
        isSmall
        label={t('calendar.hours')}
        columns={[
          t('calendar.day'),
          t('shell.department'),
          t('calendar.open'),
          t('calendar.slotMinutes'),
          t('calendar.places'),
          ...(mayEdit ? [t('staff.deeds')] : []),
        ]}
      >
        {rows.map((hours) => (
          <tr class="kern-table__row" key={`${'day' in hours}${hours.id}`}>
            <th class="kern-table__cell" scope="row">
              {'day' in hours ? `${longDay(hours.day)} (${t('calendar.only')})` : weekdayName(hours.weekday)}
            </th>
            <td class="kern-table__cell">{departmentName(me, hours.departmentId)}</td>
            <td class="kern-table__cell">
              {hours.opens} – {hours.closes}
            </td>
            <td class="kern-table__cell">{hours.slotMinutes}</td>
            <td class="kern-table__cell">{hours.capacity}</td>
            {mayEdit && (
              <td class="kern-table__cell row-deeds">
                <Button
                  look="tertiary"
                  aria-label={t('calendar.changeOf', { what: nameOf(hours) })}
                  onClick={() => setOpen({ kind: 'change', hours })}
                >
                  {t('calendar.change')}
                </Button>
                <Button
                  look="tertiary"
                  aria-label={t('calendar.removeOf', { what: nameOf(hours) })}
                  onClick={() => setOpen({ kind: 'remove', hours })}
                >
                  {t('calendar.remove')}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </Table>
      {open?.kind === 'add' && <HoursDialog day={open.day} close={close} done={done} />}
      {open?.kind === 'change' && <HoursDialog hours={open.hours} close={close} done={done} />}
      {open?.kind === 'remove' && <Removal hours={open.hours} name={nameOf(open.hours)} close={close} done={done} />}
    </section>
  )
}

type Removed = { hours: Hours; name: string; close: () => void; done: (what: string) => Promise<void> }

function Removal({ hours, name, close, done }: Removed): JSX.Element {
  const { isBusy, refusal, run } = useDeed()
  async function yes() {
    const params = { kind: 'day' in hours ? ('special' as const) : ('weekly' as const), id: hours.id }
    const { version } = hours
    const removed = await run(() => api('POST', '/hours/:kind/:id/remove', { params, body: { version } }))
    if (!removed) return
    close()
    await done(t('calendar.effect', removed.effect))
  }
  return (
    <ConfirmDialog
      title={t('calendar.removeTitle', { what: name })}
      text={t('calendar.removeText')}
      deed={t('calendar.remove')}
      isBusy={isBusy}
      refusal={refusal}
      close={close}
      yes={yes}
    />
  )
}

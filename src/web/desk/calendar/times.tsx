import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { SentForm } from '../parts/sent-form.tsx'
import { Table } from '../parts/table.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { departmentName } from './names.ts'
import { longDay, type Slot, standingOf, type Week } from './week.ts'

type Props = {
  week: Week
  day: string
  choose: (day: string) => void
  mayEdit: boolean
  /** Something was changed, and this says what. */
  done: (what: string) => Promise<void>
}

/** The times of one day: how full they are, and for who may: how many places, open or closed. */
export function Times({ week, day, choose, mayEdit, done }: Props): JSX.Element {
  const { me, place } = useDesk()
  const [marked, setMarked] = useState<readonly number[]>([])
  const [capacity, setCapacity] = useState('')
  const deed = useDeed()
  const slots = week.days.find((each) => each.day === day)?.slots ?? []
  const chosen = slots.filter(({ id }) => marked.includes(id))
  const [first] = chosen
  const isOneDepartment = chosen.every(({ departmentId }) => departmentId === first?.departmentId)

  const mark = (ids: readonly number[], isOn: boolean) =>
    setMarked(isOn ? [...new Set([...marked, ...ids])] : marked.filter((id) => !ids.includes(id)))

  async function change(act: 'capacity' | 'open' | 'closed') {
    if (!first) return
    const body = {
      locationId: place.locationId,
      departmentId: first.departmentId,
      slotIds: chosen.map(({ id }) => id),
    }
    const answer = await deed.run(() =>
      act === 'capacity'
        ? api('POST', '/slots/capacity', { body: { ...body, capacity: Number(capacity) } })
        : api('POST', '/slots/state', { body: { ...body, state: act } }),
    )
    if (!answer) return
    setMarked([])
    setCapacity('')
    await done(t(`calendar.did-${act}`, { count: chosen.length }))
  }

  return (
    <section class="panel">
      <h2 class="kern-heading-small">{t('calendar.times', { day: longDay(day) })}</h2>
      <Choice
        id="times-day"
        label={t('calendar.day')}
        value={day}
        options={week.days.map((each) => ({ value: each.day, label: dayLabel(each) }))}
        change={(chosenDay) => {
          setMarked([])
          choose(chosenDay)
        }}
      />
      {slots.length === 0 && <p class="kern-body">{t('calendar.noTimes')}</p>}
      {slots.length > 0 && (
        <Table
          isSmall
          label={t('calendar.times', { day: longDay(day) })}
          columns={[
            ...(mayEdit ? [t('calendar.mark')] : []),
            t('calendar.time'),
            t('shell.department'),
            t('calendar.taken'),
            t('staff.state'),
          ]}
        >
          {slots.map((slot) => (
            <tr class="kern-table__row" key={slot.id}>
              {mayEdit && (
                <td class="kern-table__cell">
                  <input
                    type="checkbox"
                    class="week-mark"
                    aria-label={`${slot.time} ${departmentName(me, slot.departmentId)}`}
                    checked={marked.includes(slot.id)}
                    onChange={({ currentTarget }) => mark([slot.id], currentTarget.checked)}
                  />
                </td>
              )}
              <th class="kern-table__cell" scope="row">
                {slot.time}
              </th>
              <td class="kern-table__cell">{departmentName(me, slot.departmentId)}</td>
              <td class="kern-table__cell">{t('calendar.takenOf', takenOf(slot))}</td>
              <td class="kern-table__cell">
                <span class={`week-badge week-${standingOf(slot)}`}>{stateOf(slot)}</span>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {mayEdit && slots.length > 0 && (
        <>
          <div class="page-deeds">
            <Button
              look="tertiary"
              onClick={() =>
                mark(
                  slots.map(({ id }) => id),
                  true,
                )
              }
            >
              {t('calendar.markAll')}
            </Button>
            <Button look="tertiary" onClick={() => setMarked([])}>
              {t('calendar.markNone')}
            </Button>
            <p class="quiet" aria-live="polite">
              {t('calendar.marked', { count: chosen.length })}
            </p>
          </div>
          <Refused refusal={deed.refusal} fields={['capacity']} />
          {!isOneDepartment && <p class="kern-body">{t('calendar.oneDepartment')}</p>}
          <SentForm class="week-acts" submit={() => change('capacity')}>
            <Field
              id="capacity"
              type="number"
              min="1"
              label={t('calendar.places')}
              value={capacity}
              change={setCapacity}
              error={deed.faultOf('capacity')}
            />
            <Button type="submit" disabled={!first || !isOneDepartment || capacity === ''}>
              {t('calendar.setPlaces')}
            </Button>
            <Button disabled={!first || !isOneDepartment} onClick={() => void change('closed')}>
              {t('calendar.closeTimes')}
            </Button>
            <Button disabled={!first || !isOneDepartment} onClick={() => void change('open')}>
              {t('calendar.openTimes')}
            </Button>
          </SentForm>
        </>
      )}
    </section>
  )
}

function takenOf({ booked, held, capacity }: Slot) {
  return { taken: booked + held, capacity }
}

function stateOf(slot: Slot): string {
  const standing = standingOf(slot)
  return standing === 'later'
    ? t('calendar.is-later', { when: instant(slot.publicFrom ?? '') })
    : t(`calendar.is-${standing}`)
}

function dayLabel({ day, slots, holiday }: Week['days'][number]): string {
  if (holiday !== null) return `${longDay(day)} (${holiday})`
  return `${longDay(day)} (${t('calendar.countTimes', { count: slots.length })})`
}

import type { JSX } from 'preact'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { factOf, Meanwhile, useVersion } from './meanwhile.tsx'
import { departmentName, departmentOptions } from './names.ts'
import { type SpecialHours, weekdayName, type WeeklyHours } from './week.ts'

type Props = {
  /** What is changed; new ones otherwise. */
  hours?: WeeklyHours | SpecialHours | undefined
  /** New ones are for this day instead of every such weekday. */
  day?: string | undefined
  close: () => void
  done: (what: string) => Promise<void>
}

/** Opening hours of every such weekday, or of one day in their place. */
export function HoursDialog({ hours, day, close, done }: Props): JSX.Element {
  const { me, place } = useDesk()
  const isSpecial = hours ? 'day' in hours : day !== undefined
  const form = useForm({
    departmentId: hours?.departmentId ?? place.departmentId ?? me.places.departments[0]?.id ?? '',
    weekday: String(hours && 'weekday' in hours ? hours.weekday : 1),
    day: hours && 'day' in hours ? hours.day : (day ?? ''),
    opens: hours?.opens ?? '08:00',
    closes: hours?.closes ?? '12:00',
    slotMinutes: String(hours?.slotMinutes ?? 20),
    capacity: String(hours?.capacity ?? 1),
  })
  const { values } = form
  const { version, current } = useVersion(hours?.version, form.refusal)

  async function submit() {
    const { opens, closes } = values
    const body = {
      opens,
      closes,
      slotMinutes: Number(values.slotMinutes),
      capacity: Number(values.capacity),
      ...(isSpecial ? { day: values.day } : { weekday: Number(values.weekday) }),
    }
    const { locationId } = place
    const saved = await form.run(() =>
      hours && version !== undefined
        ? api('PUT', '/hours/:kind/:id', {
            params: { kind: isSpecial ? 'special' : 'weekly', id: hours.id },
            body: { ...body, version },
          })
        : api('POST', '/hours', { body: { ...body, locationId, departmentId: values.departmentId } }),
    )
    if (!saved) return
    close()
    await done(t('calendar.effect', saved.effect))
  }

  const kind = isSpecial ? t('calendar.specialHours') : t('calendar.weeklyHours')
  return (
    <FormDialog
      title={hours ? t('calendar.changeOf', { what: kind }) : t('calendar.newOf', { what: kind })}
      close={close}
      submit={submit}
      deed={t('form.save')}
      isBusy={form.isBusy}
    >
      {current ? (
        <Meanwhile>
          <p class="kern-body">{hoursText(current)}</p>
        </Meanwhile>
      ) : (
        <Refused refusal={form.refusal} fields={form.fields} />
      )}
      {hours ? (
        <p class="kern-body">{departmentName(me, hours.departmentId)}</p>
      ) : (
        <Choice
          id="hours-department"
          label={t('shell.department')}
          options={departmentOptions(me, { all: false })}
          {...form.field('departmentId')}
        />
      )}
      {isSpecial ? (
        <Field id="hours-day" type="date" label={t('calendar.day')} required {...form.field('day')} />
      ) : (
        <Choice
          id="hours-weekday"
          label={t('calendar.weekday')}
          options={[1, 2, 3, 4, 5, 6, 7].map((each) => ({ value: String(each), label: weekdayName(each) }))}
          {...form.field('weekday')}
        />
      )}
      <div class="role-row">
        <Field id="opens" type="time" label={t('calendar.opens')} required {...form.field('opens')} />
        <Field id="closes" type="time" label={t('calendar.closes')} required {...form.field('closes')} />
      </div>
      <div class="role-row">
        <Field
          id="slot-minutes"
          type="number"
          min="5"
          max="480"
          label={t('calendar.slotMinutes')}
          required
          {...form.field('slotMinutes')}
        />
        <Field
          id="hours-capacity"
          type="number"
          min="1"
          max="500"
          label={t('calendar.places')}
          required
          {...form.field('capacity')}
        />
      </div>
    </FormDialog>
  )
}

/** "Montag 08:00–12:00, alle 20 Minuten, 3 Plätze", of whatever the server says they are now. */
function hoursText(hours: object): string {
  const weekday = factOf(hours, 'weekday')
  return `${weekday === '' ? factOf(hours, 'day') : weekdayName(Number(weekday))}: ${t('calendar.hoursText', {
    opens: factOf(hours, 'opens'),
    closes: factOf(hours, 'closes'),
    minutes: factOf(hours, 'slotMinutes'),
    capacity: factOf(hours, 'capacity'),
  })}`
}

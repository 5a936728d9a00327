import type { JSX } from 'preact'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { type Bookable, inWords } from '../people/named.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'

type Props = { places: Bookable; close: () => void; made: (said: string) => Promise<void> }

/** A new draw: what for, when people enter, when the lots are drawn. */
export function DrawDialog({ places, close, made }: Props): JSX.Element {
  const { place } = useDesk()
  const form = useForm({
    departmentId: place.departmentId ?? places.departments[0]?.id ?? '',
    serviceId: '',
    locationId: place.locationId,
    firstDay: '',
    lastDay: '',
    from: '',
    before: '',
    opensDay: '',
    opensTime: '08:00',
    closesDay: '',
    closesTime: '20:00',
    drawsDay: '',
    drawsTime: '12:00',
    holdHours: '24',
  })
  const { values, field } = form
  const department = places.departments.find(({ id }) => id === values.departmentId)
  const services = department?.services ?? []
  const locations = department?.locations ?? []
  const serviceId = services.find(({ id }) => id === values.serviceId)?.id ?? services[0]?.id ?? ''
  const locationId = locations.find(({ id }) => id === values.locationId)?.id ?? locations[0]?.id ?? ''

  async function submit() {
    const { departmentId, firstDay, lastDay, from, before } = values
    const answer = await form.run(() =>
      api('POST', '/draws', {
        body: {
          departmentId,
          serviceId,
          locationId,
          firstDay,
          lastDay,
          ...(from && { from }),
          ...(before && { before }),
          opens: { day: values.opensDay, time: values.opensTime },
          closes: { day: values.closesDay, time: values.closesTime },
          draws: { day: values.drawsDay, time: values.drawsTime },
          holdHours: Number(values.holdHours),
        },
      }),
    )
    if (!answer) return
    close()
    await made(t('draws.did', { count: answer.places }))
  }

  const options = (things: readonly { id: string; name: Readonly<Record<string, string>> }[]) =>
    things.map(({ id, name }) => ({ value: id, label: inWords(name) }))
  return (
    <FormDialog title={t('draws.add')} close={close} submit={submit} deed={t('draws.add')} isBusy={form.isBusy}>
      <p class="kern-body">{t('draws.dialogIntro')}</p>
      <Refused refusal={form.refusal} fields={['firstDay', 'lastDay', 'opens', 'closes', 'draws', 'holdHours']} />
      <div class="role-row">
        <Choice
          id="draw-department"
          label={t('shell.department')}
          options={options(places.departments)}
          {...field('departmentId')}
        />
        <Choice
          id="draw-location"
          label={t('shell.location')}
          options={options(locations)}
          {...field('locationId')}
          value={locationId}
        />
      </div>
      <Choice
        id="draw-service"
        label={t('draws.service')}
        options={options(services)}
        {...field('serviceId')}
        value={serviceId}
      />
      <div class="role-row">
        <Field id="draw-first" type="date" label={t('draws.firstDay')} required {...field('firstDay')} />
        <Field id="draw-last" type="date" label={t('draws.lastDay')} required {...field('lastDay')} />
      </div>
      <div class="role-row">
        <Field id="draw-from" type="time" label={t('draws.from')} isOptional {...field('from')} />
        <Field id="draw-before" type="time" label={t('draws.before')} isOptional {...field('before')} />
      </div>
      {(['opens', 'closes', 'draws'] as const).map((what) => (
        <div class="role-row" key={what}>
          <Field
            id={`draw-${what}-day`}
            type="date"
            label={t(`draws.${what}Day`)}
            required
            {...field(`${what}Day`)}
            error={form.faultOf(what)}
          />
          <Field id={`draw-${what}-time`} type="time" label={t('draws.clock')} required {...field(`${what}Time`)} />
        </div>
      ))}
      <Field
        id="draw-hold"
        type="number"
        min="2"
        max="168"
        label={t('draws.hold')}
        hint={t('draws.holdHint')}
        required
        {...field('holdHours')}
      />
    </FormDialog>
  )
}

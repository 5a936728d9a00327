import type { JSX } from 'preact'
import { departmentOptions } from '../calendar/names.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { t } from '../texts.ts'
import type { Form } from '../use-form.ts'

type Name = 'departmentId' | 'serviceId' | 'locationId' | 'firstDay' | 'lastDay'

type Props = {
  form: Pick<Form<Name>, 'field'>
  /** Of the chosen department. */
  services: readonly { id: string; name: string }[]
  chooseDepartment: (id: string) => void
}

/** What is offered: the free times of a department, perhaps of one service, one location or some days alone. */
export function OfferFields({ form: { field }, services, chooseDepartment }: Props): JSX.Element {
  const { me } = useDesk()
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{t('broadcasts.offer')}</legend>
      <div class="role-row">
        <Choice
          id="broadcast-department"
          label={t('shell.department')}
          options={departmentOptions(me, { all: false })}
          {...field('departmentId')}
          change={chooseDepartment}
        />
        <Choice
          id="broadcast-service"
          label={t('broadcasts.service')}
          options={[
            { value: '', label: t('broadcasts.anyService') },
            ...services.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...field('serviceId')}
        />
        <Choice
          id="broadcast-location"
          label={t('broadcasts.location')}
          options={[
            { value: '', label: t('broadcasts.anyLocation') },
            ...me.places.locations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...field('locationId')}
        />
        <Field id="broadcast-first" type="date" label={t('broadcasts.firstDay')} isOptional {...field('firstDay')} />
        <Field id="broadcast-last" type="date" label={t('broadcasts.lastDay')} isOptional {...field('lastDay')} />
      </div>
    </fieldset>
  )
}

import type { JSX } from 'preact'
import { api } from '../api.ts'
import { departmentOptions } from '../calendar/names.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { inWords } from '../people/named.ts'
import { t } from '../texts.ts'
import type { Form } from '../use-form.ts'
import { useLoad } from '../use-load.ts'

type Name = 'departmentId' | 'serviceId' | 'locationId' | 'firstDay' | 'lastDay'

/** What is offered: the free times of a department, perhaps of one service, one location or some days alone. */
export function OfferFields({ form: { values, field } }: { form: Pick<Form<Name>, 'values' | 'field'> }): JSX.Element {
  const { me } = useDesk()
  const bookable = useLoad(() => api('GET', '/bookable', {}))
  const department = bookable.body?.departments.find(({ id }) => id === values.departmentId)
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{t('broadcasts.offer')}</legend>
      <div class="role-row">
        <Choice
          id="broadcast-department"
          label={t('shell.department')}
          options={departmentOptions(me, { all: false })}
          {...field('departmentId')}
        />
        <Choice
          id="broadcast-service"
          label={t('broadcasts.service')}
          options={[
            { value: '', label: t('broadcasts.anyService') },
            ...(department?.services ?? []).map(({ id, name }) => ({ value: id, label: inWords(name) })),
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

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { hasRoleEverywhere, useDesk } from '../member.ts'
import { Field } from '../parts/field.tsx'
import { givenTexts, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { EditDialog } from './edit-dialog.tsx'
import { NamedFields } from './named-fields.tsx'
import { type LocationRow, nameOf } from './things.ts'

type Props = { row?: LocationRow; position: string; close: () => void; done: (what: string) => Promise<void> }

export function LocationDialog({ row, position, close, done }: Props): JSX.Element {
  const { me } = useDesk()
  const form = useForm({
    address: row?.address ?? '',
    latitude: row ? String(row.latitude) : '',
    longitude: row ? String(row.longitude) : '',
    position: row ? String(row.position) : position,
  })
  const [name, setName] = useState<Texts>(row?.name ?? {})
  const { values } = form
  const body = {
    name: givenTexts(name),
    address: values.address,
    latitude: degrees(values.latitude),
    longitude: degrees(values.longitude),
    position: Number(values.position),
  }
  const mayRemove = row !== undefined && hasRoleEverywhere(me, ['administrator'])
  return (
    <EditDialog
      title={row ? t('calendar.changeOf', { what: nameOf(row) }) : t('office.addLocation')}
      form={form}
      row={row}
      fields={[...form.fields, 'name.de']}
      save={(how) =>
        row
          ? api('PUT', '/locations/:id', { params: { id: row.id }, body: { ...body, ...how } })
          : api('POST', '/locations', { body: { ...body, retired: false } })
      }
      remove={
        mayRemove
          ? (version) => api('POST', '/locations/:id/remove', { params: { id: row.id }, body: { version } })
          : undefined
      }
      close={close}
      done={done}
    >
      <NamedFields form={form} name={name} rename={setName}>
        <Field
          id="address"
          label={t('office.address')}
          hint={t('office.addressHint')}
          required
          {...form.field('address')}
        />
        <div class="role-row">
          <Field id="latitude" inputMode="text" label={t('office.latitude')} required {...form.field('latitude')} />
          <Field id="longitude" inputMode="text" label={t('office.longitude')} required {...form.field('longitude')} />
        </div>
      </NamedFields>
    </EditDialog>
  )
}

/** "51,19" as people write it here. What is no number is refused beside its field. */
function degrees(text: string): number {
  const value = Number(text.trim().replace(',', '.'))
  return Number.isFinite(value) ? value : 0
}

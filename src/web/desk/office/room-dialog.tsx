import type { JSX } from 'preact'
import { api } from '../api.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { EditDialog } from './edit-dialog.tsx'
import { type LocationRow, nameOf, type OfficeData, type RoomRow } from './things.ts'

type Props = {
  row?: RoomRow
  location: LocationRow
  office: OfficeData
  close: () => void
  done: (what: string) => Promise<void>
}

export function RoomDialog({ row, location, office, close, done }: Props): JSX.Element {
  const form = useForm({ name: row?.name ?? '', departmentId: row?.departmentId ?? '' })
  const body = { name: form.values.name, departmentId: form.values.departmentId || null }
  const options = [
    { value: '', label: t('shell.allDepartments') },
    ...office.departments.map((department) => ({ value: department.id, label: nameOf(department) })),
  ]
  return (
    <EditDialog
      title={row ? t('calendar.changeOf', { what: row.name }) : t('office.addRoom', { where: nameOf(location) })}
      form={form}
      row={row}
      fields={form.fields}
      save={(how) =>
        row
          ? api('PUT', '/rooms/:id', { params: { id: row.id }, body: { ...body, ...how } })
          : api('POST', '/rooms', { body: { ...body, locationId: location.id, retired: false } })
      }
      remove={row && ((version) => api('POST', '/rooms/:id/remove', { params: { id: row.id }, body: { version } }))}
      close={close}
      done={done}
    >
      <Field id="room-name" label={t('office.roomName')} required autoComplete="off" {...form.field('name')} />
      <Choice id="room-department" label={t('office.usedBy')} options={options} {...form.field('departmentId')} />
    </EditDialog>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { hasRoleEverywhere, useDesk } from '../member.ts'
import { givenTexts, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { EditDialog } from './edit-dialog.tsx'
import { NamedFields } from './named-fields.tsx'
import { type DepartmentRow, nameOf } from './things.ts'

type Props = { row?: DepartmentRow; position: string; close: () => void; done: (what: string) => Promise<void> }

export function DepartmentDialog({ row, position, close, done }: Props): JSX.Element {
  const { me } = useDesk()
  const form = useForm({ position: row ? String(row.position) : position })
  const [name, setName] = useState<Texts>(row?.name ?? {})
  const body = { name: givenTexts(name), position: Number(form.values.position) }
  const mayRemove = row !== undefined && hasRoleEverywhere(me, ['administrator'])
  return (
    <EditDialog
      title={row ? t('calendar.changeOf', { what: nameOf(row) }) : t('office.addDepartment')}
      form={form}
      row={row}
      fields={['position', 'name.de']}
      save={(how) =>
        row
          ? api('PUT', '/departments/:id', { params: { id: row.id }, body: { ...body, ...how } })
          : api('POST', '/departments', { body: { ...body, retired: false } })
      }
      remove={
        mayRemove
          ? (version) => api('POST', '/departments/:id/remove', { params: { id: row.id }, body: { version } })
          : undefined
      }
      close={close}
      done={done}
    >
      <NamedFields form={form} name={name} rename={setName} />
    </EditDialog>
  )
}

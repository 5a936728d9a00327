import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import type { Invited, Member } from '../pages/staff.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { FormDialog } from './form-dialog.tsx'
import { Refused } from './refused.tsx'
import { newRole, RolesEditor } from './roles-editor.tsx'
import { WhoFields } from './who-fields.tsx'

type Props = { member?: Member; close: () => void; done: (invited?: Invited) => Promise<void> }

/** Somebody new with their roles, or the roles of a member. */
export function MemberDialog({ member, close, done }: Props): JSX.Element {
  const form = useForm({ name: '', email: '' })
  const [roles, setRoles] = useState(member?.roles.length ? member.roles : [newRole])

  async function submit() {
    if (member) {
      const params = { id: member.id }
      if (await form.run(() => api('PUT', '/staff/:id/roles', { params, body: { roles } }))) await done()
    } else {
      const added = await form.run(() => api('POST', '/staff', { body: { ...form.values, roles } }))
      if (added) await done({ name: form.values.name, ...added.invitation })
    }
  }

  return (
    <FormDialog
      title={member ? t('staff.changeRolesOf', { name: member.name }) : t('staff.add')}
      close={close}
      submit={submit}
      deed={member ? t('form.save') : t('staff.add')}
      isBusy={form.isBusy}
    >
      <Refused refusal={form.refusal} fields={[...form.fields, 'roles']} />
      {!member && <WhoFields form={form} />}
      <RolesEditor roles={roles} change={setRoles} error={form.faultOf('roles')} />
    </FormDialog>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import type { Invited, Member } from '../pages/staff.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { Refused } from './refused.tsx'
import { newRole, RolesEditor } from './roles-editor.tsx'

type Props = { member?: Member; close: () => void; done: (invited?: Invited) => Promise<void> }

/** Somebody new with their roles, or the roles of a member. */
export function MemberDialog({ member, close, done }: Props): JSX.Element {
  const [name, setName] = useState(member?.name ?? '')
  const [email, setEmail] = useState(member?.email ?? '')
  const [roles, setRoles] = useState(member?.roles.length ? member.roles : [newRole])
  const { isBusy, refusal, run, faultOf } = useDeed()

  async function submit(event: Event) {
    event.preventDefault()
    if (member) {
      const params = { id: member.id }
      if (await run(() => api('PUT', '/staff/:id/roles', { params, body: { roles } }))) await done()
    } else {
      const added = await run(() => api('POST', '/staff', { body: { name, email, roles } }))
      if (added) await done({ name, ...added.invitation })
    }
  }

  return (
    <Dialog title={member ? t('staff.changeRolesOf', { name: member.name }) : t('staff.add')} close={close}>
      <form onSubmit={submit}>
        <section class="kern-dialog__body">
          <Refused refusal={refusal} fields={['name', 'email', 'roles']} />
          {!member && (
            <>
              <Field
                id="name"
                label={t('staff.name')}
                value={name}
                change={setName}
                error={faultOf('name')}
                required
                autoComplete="off"
              />
              <Field
                id="email"
                type="email"
                label={t('signIn.email')}
                value={email}
                change={setEmail}
                error={faultOf('email')}
                required
                autoComplete="off"
              />
            </>
          )}
          <RolesEditor roles={roles} change={setRoles} error={faultOf('roles')} />
        </section>
        <footer class="kern-dialog__footer">
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={isBusy}>
            {member ? t('form.save') : t('staff.add')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { MemberDialog } from '../parts/member-dialog.tsx'
import { MemberRow } from '../parts/member-row.tsx'
import { InvitationDialog } from '../parts/invitation-dialog.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { WhoDialog } from '../parts/who-dialog.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

export type Member = AnswerOf<RouteAt<'GET', '/staff'>>['members'][number]
export type Invited = { name: string; link: string; expiresAt: string }

/** What stands above the list: somebody new, somebody's name or roles, or a link to hand over. */
type Open = { kind: 'add' } | { kind: 'who' | 'roles'; member: Member } | { kind: 'link'; invited: Invited }

/** Who works here: added, given roles, locked out, let in again. */
export function page(): JSX.Element {
  const { again } = useDesk()
  const members = useLoad(() => api('GET', '/staff', {}))
  const [open, setOpen] = useState<Open | undefined>()
  const close = () => setOpen(undefined)

  async function done(invited?: Invited) {
    setOpen(invited && { kind: 'link', invited })
    await members.again()
  }

  /** It may be oneself, whose name and pages stand above. */
  async function changed() {
    await done()
    await again()
  }

  return (
    <>
      <PageHead title={t('staff.title')} intro={t('staff.intro')}>
        <Button look="primary" icon="add" onClick={() => setOpen({ kind: 'add' })}>
          {t('staff.add')}
        </Button>
      </PageHead>
      <Loaded of={members}>
        {(body) => (
          <Table
            label={t('staff.title')}
            columns={[t('staff.name'), t('staff.roles'), t('staff.state'), t('staff.deeds')]}
          >
            {body.members.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                change={() => setOpen({ kind: 'who', member })}
                changeRoles={() => setOpen({ kind: 'roles', member })}
                done={done}
              />
            ))}
          </Table>
        )}
      </Loaded>
      {open?.kind === 'add' && <MemberDialog close={close} done={done} />}
      {open?.kind === 'who' && <WhoDialog member={open.member} close={close} done={changed} />}
      {open?.kind === 'roles' && <MemberDialog member={open.member} close={close} done={changed} />}
      {open?.kind === 'link' && <InvitationDialog invited={open.invited} close={close} />}
    </>
  )
}

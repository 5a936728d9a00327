import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, type Refusal } from '../api.ts'
import type { Invited, Member } from '../pages/staff.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { Button } from './button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { RoleList } from './role-list.tsx'

type Props = { member: Member; changeRoles: () => void; done: (invited?: Invited) => Promise<void> }
type Asked = 'disable' | 'reset'

export function MemberRow({ member, changeRoles, done }: Props): JSX.Element {
  const { id, name, email, state, roles, lastSeenAt } = member
  const [asked, setAsked] = useState<Asked | undefined>()
  const { isBusy, refusal, run, clear } = useDeed()
  const params = { id }
  const stop = () => {
    clear()
    setAsked(undefined)
  }

  async function disable() {
    if (!(await run(() => api('POST', '/staff/:id/disable', { params })))) return
    stop()
    await done()
  }
  async function enable() {
    if (await run(() => api('POST', '/staff/:id/enable', { params }))) await done()
  }
  async function reset() {
    const answer = await run(() => api('POST', '/staff/:id/reset', { params }))
    if (!answer) return
    stop()
    await done({ name, ...answer.invitation })
  }

  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell" scope="row">
        <span class="member-name">{name}</span>
        <span class="quiet">{email}</span>
      </th>
      <td class="kern-table__cell">
        <RoleList roles={roles} />
      </td>
      <td class="kern-table__cell">
        <span class={`kern-badge kern-badge--${looks[state]}`}>
          <span class="kern-label kern-label--small">{t(`staff.is.${state}`)}</span>
        </span>
        {lastSeenAt && <span class="quiet">{t('staff.lastSeen', { when: instant(lastSeenAt) })}</span>}
      </td>
      <td class="kern-table__cell">
        <div class="row-deeds">
          <Button look="tertiary" icon="edit" onClick={changeRoles} aria-label={t('staff.changeRolesOf', { name })}>
            {t('staff.changeRoles')}
          </Button>
          {state !== 'disabled' && (
            <>
              <Button
                look="tertiary"
                icon="mail"
                onClick={() => setAsked('reset')}
                aria-label={t('staff.newLinkFor', { name })}
              >
                {t('staff.newLink')}
              </Button>
              <Button
                look="tertiary"
                icon="close"
                onClick={() => setAsked('disable')}
                aria-label={t('staff.disableOf', { name })}
              >
                {t('staff.disable')}
              </Button>
            </>
          )}
          {state === 'disabled' && (
            <Button
              look="tertiary"
              icon="check"
              onClick={enable}
              aria-disabled={isBusy}
              aria-label={t('staff.enableOf', { name })}
            >
              {t('staff.enable')}
            </Button>
          )}
        </div>
        {asked && (
          <Confirm
            asked={asked}
            name={name}
            isBusy={isBusy}
            refusal={refusal}
            close={stop}
            yes={asked === 'disable' ? disable : reset}
          />
        )}
      </td>
    </tr>
  )
}

const looks = { active: 'success', invited: 'info', disabled: 'danger' } as const

type Confirming = {
  asked: Asked
  name: string
  isBusy: boolean
  refusal: Refusal | undefined
  close: () => void
  yes: () => Promise<void>
}

function Confirm({ asked, name, ...rest }: Confirming): JSX.Element {
  return asked === 'disable' ? (
    <ConfirmDialog
      title={t('staff.disableTitle', { name })}
      text={t('staff.disableText')}
      deed={t('staff.disable')}
      {...rest}
    />
  ) : (
    <ConfirmDialog
      title={t('staff.resetTitle', { name })}
      text={t('staff.resetText')}
      deed={t('staff.newLink')}
      {...rest}
    />
  )
}

import type { JSX } from 'preact'
import { api } from '../api.ts'
import type { Invited, Member } from '../pages/staff.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { Button } from './button.tsx'
import { ConfirmButton } from './confirm-button.tsx'
import { RoleList } from './role-list.tsx'

type Props = { member: Member; change: () => void; changeRoles: () => void; done: (invited?: Invited) => Promise<void> }

export function MemberRow({ member, change, changeRoles, done }: Props): JSX.Element {
  const { id, name, email, state, isLinked, roles, lastSeenAt } = member
  const { isBusy, run } = useDeed()
  const params = { id }

  async function enable() {
    if (await run(() => api('POST', '/staff/:id/enable', { params }))) await done()
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
      <td class="kern-table__cell member-state">
        <span class={`kern-badge kern-badge--${looks[state]}`}>
          <span class="kern-label kern-label--small">{t(`staff.is.${state}`)}</span>
        </span>
        {isLinked && <span class="quiet">{t('staff.linked')}</span>}
        {lastSeenAt && <span class="quiet">{t('staff.lastSeen', { when: instant(lastSeenAt) })}</span>}
      </td>
      <td class="kern-table__cell">
        <div class="row-deeds">
          <Button look="tertiary" icon="edit" onClick={change} aria-label={t('staff.changeOf', { name })}>
            {t('staff.change')}
          </Button>
          <Button look="tertiary" icon="edit" onClick={changeRoles} aria-label={t('staff.changeRolesOf', { name })}>
            {t('staff.changeRoles')}
          </Button>
          {state !== 'disabled' && (
            <>
              <ConfirmButton
                deed={t('staff.newLink')}
                label={t('staff.newLinkFor', { name })}
                icon="mail"
                title={t('staff.resetTitle', { name })}
                text={t('staff.resetText')}
                act={() => api('POST', '/staff/:id/reset', { params })}
                done={({ invitation }) => done({ name, ...invitation })}
              />
              <ConfirmButton
                deed={t('staff.disable')}
                label={t('staff.disableOf', { name })}
                icon="close"
                title={t('staff.disableTitle', { name })}
                text={t('staff.disableText')}
                act={() => api('POST', '/staff/:id/disable', { params })}
                done={() => done()}
              />
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
          {isLinked && (
            <ConfirmButton
              deed={t('staff.unlink')}
              label={t('staff.unlinkOf', { name })}
              icon="close"
              title={t('staff.unlinkTitle', { name })}
              text={t('staff.unlinkText')}
              act={() => api('POST', '/staff/:id/unlink', { params })}
              done={() => done()}
            />
          )}
        </div>
      </td>
    </tr>
  )
}

const looks = { active: 'success', invited: 'info', disabled: 'danger' } as const

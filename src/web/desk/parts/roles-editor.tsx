import type { JSX } from 'preact'
import { type Me, type RoleName, useDesk } from '../member.ts'
import { t } from '../texts.ts'
import { Button } from './button.tsx'
import { Choice } from './choice.tsx'
import { Fault } from './fault.tsx'

type Roles = Me['roles']
type Props = { roles: Roles; change: (roles: Roles) => void; error?: string | undefined }

const names: readonly RoleName[] = ['clerk', 'manager', 'administrator', 'auditor']

/** Which roles somebody has, and where each of them holds. */
export function RolesEditor({ roles, change, error }: Props): JSX.Element {
  const { departments, locations } = useDesk().me.places
  const all = (label: string, list: readonly { id: string; name: string }[]) => [
    { value: '', label },
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const set = (index: number, part: Partial<Roles[number]>) =>
    change(roles.map((role, at) => (at === index ? { ...role, ...part } : role)))

  return (
    <fieldset class={`kern-fieldset${error ? ' kern-fieldset--error' : ''}`}>
      <legend class="kern-label">{t('staff.roles')}</legend>
      <div class="kern-fieldset__body">
        {roles.map(({ role, departmentId, locationId }, index) => (
          <div class="role-row" key={index} role="group" aria-label={t('staff.roleNumber', { number: index + 1 })}>
            <Choice
              id={`role-${index}`}
              label={t('staff.role')}
              fault={error && 'roles-error'}
              value={role}
              options={names.map((name) => ({ value: name, label: t(`role.${name}`) }))}
              change={(value) => set(index, { role: names.find((name) => name === value) ?? role })}
            />
            <Choice
              id={`department-${index}`}
              label={t('shell.department')}
              value={departmentId ?? ''}
              options={all(t('shell.allDepartments'), departments)}
              change={(value) => set(index, { departmentId: value || null })}
            />
            <Choice
              id={`location-${index}`}
              label={t('shell.location')}
              value={locationId ?? ''}
              options={all(t('shell.allLocations'), locations)}
              change={(value) => set(index, { locationId: value || null })}
            />
            {roles.length > 1 && (
              <Button look="tertiary" icon="delete" onClick={() => change(roles.filter((_, at) => at !== index))}>
                {t('staff.removeRole')}
              </Button>
            )}
          </div>
        ))}
        <Button look="tertiary" icon="add" onClick={() => change([...roles, newRole])}>
          {t('staff.addRole')}
        </Button>
      </div>
      {error && <Fault id="roles-error" text={error} />}
    </fieldset>
  )
}

export const newRole: Roles[number] = { role: 'clerk', departmentId: null, locationId: null }

import type { JSX } from 'preact'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'

/** Where somebody works just now: what they see on every page hangs on it. Who has but one place is not asked. */
export function PlaceChoice(): JSX.Element {
  const { me, place, setPlace } = useDesk()
  const { locations, departments, isWhole } = me.places
  return (
    <div class="shell-place">
      {locations.length > 1 && (
        <div class="kern-form-input__select-wrapper">
          <select
            class="kern-form-input__select"
            aria-label={t('shell.location')}
            value={place.locationId}
            onChange={({ currentTarget }) => setPlace({ ...place, locationId: currentTarget.value })}
          >
            {locations.map(({ id, name }) => (
              <option key={id} value={id} selected={id === place.locationId}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {departments.length > 1 && (
        <div class="kern-form-input__select-wrapper">
          <select
            class="kern-form-input__select"
            aria-label={t('shell.department')}
            value={place.departmentId ?? ''}
            onChange={({ currentTarget }) => setPlace({ ...place, departmentId: currentTarget.value || undefined })}
          >
            {isWhole && (
              <option value="" selected={place.departmentId === undefined}>
                {t('shell.allDepartments')}
              </option>
            )}
            {departments.map(({ id, name }) => (
              <option key={id} value={id} selected={id === place.departmentId}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  )
}

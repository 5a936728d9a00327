import type { JSX } from 'preact'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'
import type { Workplaces } from './named.ts'

type Props = { room: string; change: (room: string) => void; places: Workplaces | undefined; isMissing: boolean }

/** Where this window's clerk sits: chosen once. */
export function RoomField({ room, change, places, isMissing }: Props): JSX.Element {
  const { place } = useDesk()
  const rooms = places?.locations.find(({ id }) => id === place.locationId)?.rooms ?? []
  return (
    <div class="today-room">
      <label class="kern-label" for="room">
        {t('today.room')}
      </label>
      <input
        id="room"
        class={`kern-form-input__input${isMissing ? ' kern-form-input__input--error' : ''}`}
        list="rooms"
        maxLength={30}
        autocomplete="off"
        value={room}
        aria-invalid={isMissing || undefined}
        aria-describedby={isMissing ? 'room-missing' : undefined}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <datalist id="rooms">
        {rooms.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {isMissing && (
        <p class="kern-error" id="room-missing" role="alert">
          {t('today.room-missing')}
        </p>
      )}
    </div>
  )
}

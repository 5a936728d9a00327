import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { usePath } from '../navigation.ts'
import { Loading } from '../parts/loading.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { t } from '../texts.ts'
import { actsAtDesk, keyOf } from '../today/acts-of.ts'
import { AtDesk } from '../today/at-desk.tsx'
import { Banners } from '../today/banners.tsx'
import { mine, waiting } from '../today/day.ts'
import { FormerQuestion } from '../today/former-question.tsx'
import { Groups } from '../today/groups.tsx'
import { Legend } from '../today/legend.tsx'
import type { Workplaces } from '../today/named.ts'
import { Outcome } from '../today/outcome.tsx'
import { useRemembered } from '../today/remembered.ts'
import { RoomField } from '../today/room-field.tsx'
import { Settling } from '../today/settling.tsx'
import { type Target, useActs } from '../today/use-acts.ts'
import { useDay } from '../today/use-day.ts'
import { useKeys } from '../today/use-keys.ts'
import { useLoad } from '../use-load.ts'
import { useOfficeTime } from '../use-office-time.ts'

/** The day as it goes: calling somebody in is the record. */
export function page(): JSX.Element {
  const path = usePath()
  const { body: places } = useLoad(() => api('GET', '/workplaces', { isAutomatic: true }))
  return path.startsWith('/desk/heute/offen') ? <Settling places={places} /> : <Today places={places} />
}

function Today({ places }: { places: Workplaces | undefined }): JSX.Element {
  const { me, place } = useDesk()
  const { day, isLost } = useDay(place)
  const [room, setRoom] = useRemembered('desk-room', '')
  const [keys, setKeys] = useRemembered('desk-keys', 'on')
  const [isRoomMissing, setIsRoomMissing] = useState(false)
  const acts = useActs({ ...place, room: room.trim() })
  const own = day && mine(day, me.id)
  const hasKeys = keys === 'on'

  function call(wanted?: Target): void {
    if (room.trim() !== '') return void acts.call(wanted)
    setIsRoomMissing(true)
    document.getElementById('room')?.focus()
  }

  const now = useOfficeTime()
  const actKeys = own ? actsAtDesk(own, now).map((name) => [keyOf[name], () => void acts.act(name, own)] as const) : []
  const { done, question } = acts
  useKeys(
    {
      n: () => call(),
      ...Object.fromEntries(actKeys),
      u: done && (() => void acts.takeBack(done.visit, done.what)),
    },
    hasKeys && question === undefined,
  )

  return (
    <div class="today">
      <PageHead title={t('today.title')}>
        <RoomField
          room={room}
          places={places}
          isMissing={isRoomMissing}
          change={(value) => {
            setRoom(value)
            setIsRoomMissing(false)
          }}
        />
      </PageHead>
      <Banners day={day} isLost={isLost} />
      {day === undefined ? (
        <Loading />
      ) : (
        <>
          <AtDesk
            own={own}
            next={waiting(day)[0]}
            places={places}
            now={now}
            acts={acts}
            hasKeys={hasKeys}
            callNext={() => call()}
          />
          <Outcome acts={acts} hasKeys={hasKeys} call={call} below={own && `${own.id} ${own.group}`} />
          <Groups day={day} places={places} now={now} acts={acts} call={call} />
        </>
      )}
      <Legend isOn={hasKeys} turn={(isOn) => setKeys(isOn ? 'on' : 'off')} />
      {question && <FormerQuestion question={question} acts={acts} />}
    </div>
  )
}

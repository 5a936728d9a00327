import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Board } from '#api/devices/board-shape.ts'
import { officeTime } from '../clock.ts'
import { listenTo } from '../events.ts'
import { language, t } from '../texts.ts'
import { chime, type Sound } from './chime.ts'
import { freshCalls, keyOf } from './fresh-calls.ts'
import { stayAwake } from './stay-awake.ts'

/** The waiting room's screen: codes and rooms, the last call first and largest, with a sound. */
export function BoardScreen(): JSX.Element {
  const [board, setBoard] = useState<Board | undefined>()
  const [isLost, setIsLost] = useState(false)
  const [isPaired, setIsPaired] = useState(true)
  const [sound, setSound] = useState<Sound | undefined>()
  const player = useRef(sound)
  player.current = sound

  useEffect(() => {
    let known: Board | undefined
    const stopSleep = stayAwake()
    const stop = listenTo<Board>('/board/events', {
      heard: (next) => {
        if (known && freshCalls(known, next).length > 0) player.current?.play()
        known = next
        setIsPaired(true)
        setBoard(next)
      },
      lineIs: (state) => setIsLost(state === 'lost'),
      refused: () => setIsPaired(false),
    })
    return () => {
      stop()
      stopSleep()
    }
  }, [])

  if (!isPaired) return <p class="board-unpaired">{t('board.unpaired')}</p>
  return (
    <div class="board">
      <header>
        <h1>{board?.location[language] ?? board?.location['de'] ?? t('board.title')}</h1>
        {sound === undefined && (
          <button type="button" onClick={() => setSound(chime())}>
            {t('board.allow')}
          </button>
        )}
        <Clock />
      </header>
      {isLost && (
        <p class="board-lost" role="alert">
          {t('board.lost')}
        </p>
      )}
      <main aria-live="polite">
        {board?.calls.length === 0 && <p class="board-nobody">{t('board.nobody')}</p>}
        <ol>
          {board?.calls.map((call) => (
            <li key={keyOf(call)}>
              <span class="board-code">{`${call.code.slice(0, 4)}-${call.code.slice(4)}`}</span>
              <span class="board-arrow" aria-hidden="true">
                →
              </span>
              <span class="board-room">
                <small>{t('board.room')}</small> {call.room}
              </span>
            </li>
          ))}
        </ol>
      </main>
    </div>
  )
}

function Clock(): JSX.Element {
  const [now, setNow] = useState(officeTime)
  useEffect(() => {
    const timer = setInterval(() => setNow(officeTime), 1000)
    return () => clearInterval(timer)
  }, [])
  return <time class="board-clock">{clock.format(now)}</time>
}

const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'Europe/Berlin' })

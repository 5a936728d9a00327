import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Keypad } from './keypad.tsx'
import type { KioskTexts } from './kiosk-texts.ts'
import { canScan, scan } from './scan.ts'

type Props = { texts: KioskTexts; send: (code: string) => Promise<unknown> }

/** The QR code before the camera, or the code typed in. */
export function Start({ texts, send }: Props): JSX.Element {
  const [code, setCode] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const video = useRef<HTMLVideoElement>(null)

  async function submit(given: string): Promise<void> {
    if (isBusy || given.trim() === '') return
    setIsBusy(true)
    await send(given)
    setIsBusy(false)
  }

  useEffect(() => {
    if (canScan() && video.current) return scan(video.current, (found) => void send(found))
    return undefined
  }, [])

  return (
    <main>
      <h1>{texts.title}</h1>
      {canScan() && (
        <section class="kiosk-scan">
          <p>{texts.scan}</p>
          <video ref={video} muted playsInline aria-hidden="true" />
        </section>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit(code)
        }}
      >
        <label for="code">{canScan() ? texts.type : texts.typeOnly}</label>
        <p id="code-hint" class="kiosk-hint">
          {texts.hint}
        </p>
        <input
          id="code"
          dir="ltr"
          inputMode="none"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={20}
          aria-describedby="code-hint"
          value={code}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <Keypad
          press={(letter) =>
            setCode((known) =>
              (known.replaceAll('-', '').length === 4 ? `${known.replace('-', '')}-${letter}` : known + letter).slice(
                0,
                9,
              ),
            )
          }
          erase={() => setCode((known) => known.slice(0, -1).replace(/-$/, ''))}
          eraseLabel={texts.delete}
        />
        <button type="submit" class="kiosk-main" disabled={isBusy}>
          {texts.send}
        </button>
      </form>
    </main>
  )
}

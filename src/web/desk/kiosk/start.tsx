import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Keypad } from './keypad.tsx'
import type { KioskTexts } from './kiosk-texts.ts'
import { scan } from './scan.ts'

type Props = {
  texts: KioskTexts
  code: string
  change: (code: (known: string) => string) => void
  send: (code: string) => Promise<unknown>
}

/** The QR code before the camera, or the code typed in. */
export function Start({ texts, code, change, send }: Props): JSX.Element {
  const [isBusy, setIsBusy] = useState(false)
  const [camera, setCamera] = useState<'none' | 'on' | 'failed'>('mediaDevices' in navigator ? 'on' : 'none')
  const video = useRef<HTMLVideoElement>(null)

  async function submit(given: string): Promise<void> {
    if (isBusy || given.trim() === '') return
    setIsBusy(true)
    await send(given)
    setIsBusy(false)
  }

  useEffect(() => {
    if (!video.current) return undefined
    return scan(video.current, { found: (given) => void send(given), failed: () => setCamera('failed') })
  }, [])

  return (
    <main>
      <h1>{texts.title}</h1>
      {camera === 'on' && (
        <section class="kiosk-scan">
          <p>{texts.scan}</p>
          <video ref={video} muted playsInline aria-hidden="true" />
        </section>
      )}
      {camera === 'failed' && <p class="kiosk-hint">{texts.noCamera}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit(code)
        }}
      >
        <label for="code">{camera === 'on' ? texts.type : texts.typeOnly}</label>
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
          onInput={({ currentTarget: { value } }) => change(() => value)}
        />
        <Keypad
          press={(letter) =>
            change((known) =>
              (known.replaceAll('-', '').length === 4 ? `${known.replace('-', '')}-${letter}` : known + letter).slice(
                0,
                9,
              ),
            )
          }
          erase={() => change((known) => known.slice(0, -1).replace(/-$/, ''))}
          eraseLabel={texts.delete}
        />
        <button type="submit" class="kiosk-main" disabled={isBusy}>
          {texts.send}
        </button>
      </form>
    </main>
  )
}

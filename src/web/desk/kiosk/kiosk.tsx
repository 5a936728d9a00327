import type { JSX } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { stayAwake } from '../board/stay-awake.ts'
import { checkIn, type CheckIn, openKiosk } from './check-in.ts'
import { languages } from './kiosk-texts.ts'
import { Result } from './result.tsx'
import { Start } from './start.tsx'
import { useQuiet } from './use-quiet.ts'

/** Milliseconds without a touch, after which the next person finds the start. */
const patience = 20_000

/** Self check-in on a tablet. */
export function Kiosk(): JSX.Element {
  const [language, setLanguage] = useState('de')
  const [csrf, setCsrf] = useState<string | undefined>()
  const [isPaired, setIsPaired] = useState(true)
  const [result, setResult] = useState<CheckIn | undefined>()
  const [round, setRound] = useState(0)
  const texts = languages.find(([tag]) => tag === language)?.[1]

  useEffect(() => {
    async function open(): Promise<void> {
      const token = await openKiosk()
      setCsrf(token)
      setIsPaired(token !== undefined)
    }
    void open()
    return stayAwake()
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  }, [language])

  const restart = useCallback(() => {
    setResult(undefined)
    setLanguage('de')
    setRound((known) => known + 1)
  }, [])
  useQuiet(patience, restart)

  if (texts === undefined) return <></>
  if (!isPaired) return <p class="kiosk-unpaired">{texts.unpaired}</p>
  if (csrf === undefined) return <></>
  const send = async (code: string) => setResult(await checkIn(code, csrf))
  return (
    <div class="kiosk">
      <nav aria-label={texts.language} dir="ltr">
        {languages.map(([tag, { name }]) => (
          <button type="button" key={tag} lang={tag} aria-pressed={tag === language} onClick={() => setLanguage(tag)}>
            {name}
          </button>
        ))}
      </nav>
      {result ? (
        <Result result={result} texts={texts} language={language} again={restart} />
      ) : (
        <Start key={round} texts={texts} send={send} />
      )}
    </div>
  )
}

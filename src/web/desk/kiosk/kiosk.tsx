import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { stayAwake } from '../board/stay-awake.ts'
import { checkIn, type CheckIn, openKiosk } from './check-in.ts'
import { Everywhere } from './everywhere.tsx'
import { languages } from './kiosk-texts.ts'
import { Result } from './result.tsx'
import { Start } from './start.tsx'
import { useQuiet } from './use-quiet.ts'

/** Milliseconds without a touch, after which the next person finds the start. Whoever has begun to type is asked first, for as long. */
const patience = 20_000

/** What the server says of this tablet: nothing yet, that it can't be reached, that it is not paired, or the token of every check-in. */
type Standing = 'opening' | 'offline' | 'unpaired' | { csrf: string }

/** Self check-in on a tablet. */
export function Kiosk(): JSX.Element {
  const [language, setLanguage] = useState('de')
  const [standing, setStanding] = useState<Standing>('opening')
  const [code, setCode] = useState('')
  const [result, setResult] = useState<CheckIn | undefined>()
  const [isAsked, setIsAsked] = useState(false)
  const texts = languages.find(([tag]) => tag === language)?.[1]

  useEffect(() => {
    async function open(): Promise<void> {
      const csrf = await openKiosk(() => setStanding('offline'))
      setStanding(csrf === undefined ? 'unpaired' : { csrf })
    }
    void open()
    return stayAwake()
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  }, [language])

  function restart(): void {
    setResult(undefined)
    setLanguage('de')
    setCode('')
    setIsAsked(false)
  }
  useQuiet(patience, {
    quiet: () => (code !== '' && !result && !isAsked ? setIsAsked(true) : restart()),
    touched: () => setIsAsked(false),
  })

  if (texts === undefined || standing === 'opening') return <></>
  if (standing === 'offline' || standing === 'unpaired') return <Everywhere text={standing} />
  const { csrf } = standing
  const send = async (given: string) => setResult(await checkIn(given, csrf))
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
        <Start texts={texts} code={code} change={setCode} send={send} />
      )}
      <div class="kiosk-asked" role="alert">
        {isAsked && (
          <>
            <p>{texts.stillThere}</p>
            <button type="button" onClick={() => setIsAsked(false)}>
              {texts.goOn}
            </button>
          </>
        )}
      </div>
    </div>
  )
}

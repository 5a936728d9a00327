import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'
import { KeyButton } from './key-button.tsx'
import { codeOf } from './named.ts'
import type { Acts, Target } from './use-acts.ts'

/** `below`: what stands above it, and may grow. */
type Props = { acts: Acts; hasKeys: boolean; call: (visit: Target) => void; below: string | undefined }

/** What came of the last act, said aloud too and brought into view, and the way back. */
export function Outcome({ acts, hasKeys, call, below }: Props): JSX.Element {
  const { done, refusal, nobody } = acts
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done || refusal || nobody) place.current?.scrollIntoView({ block: 'nearest' })
  }, [done, refusal, nobody, below])
  return (
    <div class="today-outcome" aria-live="polite" ref={place}>
      {refusal && <Notice kind="danger" title={refusal.message} />}
      {done && !refusal && (
        <p class="today-done">
          <span>
            <span class="today-code">{codeOf(done.visit.code)}</span>: {t(`today.did-${done.what}`)}
          </span>
          <KeyButton
            keyName={hasKeys ? 'u' : undefined}
            label={t('today.take-back')}
            look="tertiary"
            press={() => void acts.takeBack(done.visit, done.what)}
          />
        </p>
      )}
      {nobody && (
        <Notice kind="info" title={t('today.nobody-waits')}>
          {nobody.length > 0 && (
            <>
              <p class="kern-body">{t('today.perhaps-these')}</p>
              <div class="today-acts">
                {nobody.slice(0, 6).map((visit) => (
                  <Button key={visit.id} onClick={() => call(visit)}>
                    {t('today.call')} {codeOf(visit.code)}
                  </Button>
                ))}
              </div>
            </>
          )}
        </Notice>
      )}
    </div>
  )
}

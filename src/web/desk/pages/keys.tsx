import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { KeyDialog } from '../parts/key-dialog.tsx'
import { Loading } from '../parts/loading.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Refused } from '../parts/refused.tsx'
import { instant, maybe, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'

type Key = AnswerOf<RouteAt<'GET', '/keys'>>['keys'][number]

/** The keys of the office's other systems. */
export function page(): JSX.Element {
  const { body, refusal, again } = useLoad(() => api('GET', '/keys', {}))
  const [isMaking, setIsMaking] = useState(false)
  return (
    <>
      <PageHead title={t('keys.title')} intro={t('keys.intro')}>
        <Button look="primary" icon="add" onClick={() => setIsMaking(true)}>
          {t('keys.make')}
        </Button>
      </PageHead>
      <p class="kern-body">
        <a class="kern-link" href="/api/">
          {t('keys.documentation')}
        </a>
      </p>
      <Refused refusal={refusal} />
      {body === undefined && !refusal && <Loading />}
      {body?.keys.length === 0 && <p class="kern-body">{t('keys.none')}</p>}
      {body !== undefined && body.keys.length > 0 && (
        <div class="kern-table-responsive" role="region" aria-label={t('keys.title')} tabIndex={0}>
          <table class="kern-table">
            <thead class="kern-table__head">
              <tr class="kern-table__row">
                {[t('keys.name'), t('keys.scopes'), t('keys.used'), t('keys.ends'), t('staff.deeds')].map((name) => (
                  <th class="kern-table__header" scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="kern-table__body">
              {body.keys.map((key) => (
                <Row key={key.id} entry={key} done={again} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isMaking && <KeyDialog close={() => setIsMaking(false)} made={again} />}
    </>
  )
}

function Row({ entry, done }: { entry: Key; done: () => Promise<void> }): JSX.Element {
  const { id, name, scopes, lastUsedAt, expiresAt, revokedAt } = entry
  const [isAsked, setIsAsked] = useState(false)
  const { isBusy, refusal, run } = useDeed()
  async function revoke() {
    if (!(await run(() => api('POST', '/keys/:id/revoke', { params: { id } })))) return
    setIsAsked(false)
    await done()
  }
  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell" scope="row">
        {name}
      </th>
      <td class="kern-table__cell">
        <ul class="roles">
          {scopes.map((scope) => (
            <li key={scope}>{maybe(`scope.${scope}`) ?? scope}</li>
          ))}
        </ul>
      </td>
      <td class="kern-table__cell">{lastUsedAt ? instant(lastUsedAt) : t('keys.never')}</td>
      <td class="kern-table__cell">
        {revokedAt ? (
          <span class="kern-badge kern-badge--danger">
            <span class="kern-label kern-label--small">{t('keys.revoked')}</span>
          </span>
        ) : (
          (expiresAt && instant(expiresAt)) || t('keys.open')
        )}
      </td>
      <td class="kern-table__cell">
        {!revokedAt && (
          <Button
            look="tertiary"
            icon="delete"
            onClick={() => setIsAsked(true)}
            aria-label={t('keys.revokeOf', { name })}
          >
            {t('keys.revoke')}
          </Button>
        )}
        {isAsked && (
          <ConfirmDialog
            title={t('keys.revokeTitle', { name })}
            text={t('keys.revokeText')}
            deed={t('keys.revoke')}
            isBusy={isBusy}
            refusal={refusal}
            close={() => setIsAsked(false)}
            yes={revoke}
          />
        )}
      </td>
    </tr>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { KeyDialog } from '../parts/key-dialog.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { instant, maybe, t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

type Key = AnswerOf<RouteAt<'GET', '/keys'>>['keys'][number]

/** The keys of the office's other systems. */
export function page(): JSX.Element {
  const keys = useLoad(() => api('GET', '/keys', {}))
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
      <Loaded of={keys}>
        {(body) =>
          body.keys.length === 0 ? (
            <p class="kern-body">{t('keys.none')}</p>
          ) : (
            <Table
              label={t('keys.title')}
              columns={[t('keys.name'), t('keys.scopes'), t('keys.used'), t('keys.ends'), t('staff.deeds')]}
            >
              {body.keys.map((key) => (
                <Row key={key.id} entry={key} done={keys.again} />
              ))}
            </Table>
          )
        }
      </Loaded>
      {isMaking && <KeyDialog close={() => setIsMaking(false)} made={keys.again} />}
    </>
  )
}

function Row({ entry, done }: { entry: Key; done: () => Promise<void> }): JSX.Element {
  const { id, name, scopes, locationId, lastUsedAt, expiresAt, revokedAt } = entry
  const { locations } = useDesk().me.places
  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell" scope="row">
        <span class="member-name">{name}</span>
        <span class="quiet">
          {locationId === null
            ? t('shell.allLocations')
            : (locations.find((location) => location.id === locationId)?.name ?? locationId)}
        </span>
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
          <ConfirmButton
            deed={t('keys.revoke')}
            label={t('keys.revokeOf', { name })}
            icon="delete"
            title={t('keys.revokeTitle', { name })}
            text={t('keys.revokeText')}
            act={() => api('POST', '/keys/:id/revoke', { params: { id } })}
            done={() => done()}
          />
        )}
      </td>
    </tr>
  )
}

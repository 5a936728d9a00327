import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { DeviceDialog } from '../parts/device-dialog.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { instant, t } from '../texts.ts'
import { useKey } from '../use-key.ts'
import { useLoad } from '../use-load.ts'

type Device = AnswerOf<RouteAt<'GET', '/devices'>>['devices'][number]

/** The screens and tablets of the waiting rooms: connected by a link, locked out by a press. */
export function page(): JSX.Element {
  const devices = useLoad(() => api('GET', '/devices', {}))
  const [isAdding, setIsAdding] = useState(false)
  return (
    <>
      <PageHead title={t('devices.title')} intro={t('devices.intro')}>
        <Button look="primary" icon="add" onClick={() => setIsAdding(true)}>
          {t('devices.add')}
        </Button>
      </PageHead>
      <Loaded of={devices}>
        {(body) =>
          body.devices.length === 0 ? (
            <p class="kern-body">{t('devices.none')}</p>
          ) : (
            <Table
              label={t('devices.title')}
              columns={[
                t('devices.name'),
                t('devices.kind'),
                t('devices.state'),
                t('devices.made'),
                t('devices.deeds'),
              ]}
            >
              {body.devices.map((device) => (
                <Row key={device.id} device={device} done={devices.again} />
              ))}
            </Table>
          )
        }
      </Loaded>
      {isAdding && <DeviceDialog close={() => setIsAdding(false)} added={devices.again} />}
    </>
  )
}

const looks = { paired: 'success', waiting: 'info', expired: 'warning', revoked: 'danger' } as const

function Row({ device, done }: { device: Device; done: () => Promise<void> }): JSX.Element {
  const { id, name, kind, locationId, state, madeAt } = device
  const { locations } = useDesk().me.places
  const named = useKey()
  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell" scope="row">
        <span class="member-name">{name}</span>
        <span class="quiet">{locations.find((location) => location.id === locationId)?.name ?? locationId}</span>
      </th>
      <td class="kern-table__cell">{t(`devices.${kind}`)}</td>
      <td class="kern-table__cell">
        <span class={`kern-badge kern-badge--${looks[state]}`}>
          <span class="kern-label kern-label--small">{t(`devices.${state}`)}</span>
        </span>
      </td>
      <td class="kern-table__cell">{instant(madeAt)}</td>
      <td class="kern-table__cell">
        {state !== 'revoked' && (
          <ConfirmButton
            deed={t('devices.revoke')}
            label={t('devices.revokeOf', { name })}
            icon="close"
            title={t('devices.revokeTitle', { name })}
            text={t('devices.revokeText')}
            act={() => named(id, (key) => api('POST', '/devices/:id/revoke', { params: { id }, key }))}
            done={() => done()}
          />
        )}
      </td>
    </tr>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { useKey } from '../use-key.ts'
import { Choice } from './choice.tsx'
import { Field } from './field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { MadeDialog } from './made-dialog.tsx'
import { OnceShown } from './once-shown.tsx'
import { QrCode } from './qr-code.tsx'
import { Refused } from './refused.tsx'

type Added = AnswerOf<RouteAt<'POST', '/devices'>>

/** A new screen or tablet, and then the link that connects it, this once. */
export function DeviceDialog({ close, added }: { close: () => void; added: () => Promise<void> }): JSX.Element {
  const { me, place } = useDesk()
  const form = useForm({ kind: 'board', name: '', locationId: place.locationId })
  const [device, setDevice] = useState<Added | undefined>()
  const named = useKey()
  const { name, locationId } = form.values

  async function submit() {
    const body = { kind: form.values.kind === 'kiosk' ? ('kiosk' as const) : ('board' as const), name, locationId }
    const answer = await form.run(() => named(body, (key) => api('POST', '/devices', { body, key })))
    if (!answer) return
    setDevice(answer)
    await added()
  }

  if (device) {
    return (
      <MadeDialog title={t('devices.linkTitle', { name })} text={t('devices.linkText')} close={close}>
        <div class="device-link">
          <QrCode {...device.qr} label={t('devices.qr')} />
          <OnceShown label={t('devices.link')} value={device.link} />
        </div>
      </MadeDialog>
    )
  }
  return (
    <FormDialog title={t('devices.add')} close={close} submit={submit} deed={t('devices.add')} isBusy={form.isBusy}>
      <Refused refusal={form.refusal} fields={form.fields} />
      <Choice
        id="device-kind"
        label={t('devices.kind')}
        options={[
          { value: 'board', label: t('devices.board') },
          { value: 'kiosk', label: t('devices.kiosk') },
        ]}
        {...form.field('kind')}
      />
      <Field id="device-name" label={t('devices.name')} autoComplete="off" {...form.field('name')} />
      <Choice
        id="device-location"
        label={t('shell.location')}
        options={me.places.locations.map(({ id, name: label }) => ({ value: id, label }))}
        {...form.field('locationId')}
      />
    </FormDialog>
  )
}

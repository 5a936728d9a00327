import type { JSX } from 'preact'
import { Check } from '../parts/check.tsx'
import { Choice } from '../parts/choice.tsx'
import { Several } from '../parts/several.tsx'
import { languageNames } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { channels, languages, type Tag } from './broadcast.ts'

const groups = ['everybody', 'later', 'waiting'] as const

/** As it is chosen: whoever is told speaks one of the languages and can be reached through one of the channels. */
export type Audience = {
  group: (typeof groups)[number]
  isOnlyThere: boolean
  languages: readonly Tag[]
  channels: readonly (typeof channels)[number][]
}

export const everybody: Audience = { group: 'everybody', isOnlyThere: false, languages, channels }

type Props = { audience: Audience; change: (audience: Audience) => void }

/** Who is told: at least one language and one channel are left, or it would be nobody. */
export function AudienceFields({ audience, change }: Props): JSX.Element {
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{t('broadcasts.audience')}</legend>
      <div class="kern-fieldset__body">
        <div class="role-row">
          <Choice
            id="broadcast-group"
            label={t('broadcasts.group')}
            value={audience.group}
            options={groups.map((each) => ({ value: each, label: t(`broadcasts.groups.${each}`) }))}
            change={(value) => change({ ...audience, group: groups.find((each) => each === value) ?? 'everybody' })}
          />
          <Check
            id="broadcast-there"
            label={t('broadcasts.onlyThere')}
            isOn={audience.isOnlyThere}
            turn={(isOnlyThere) => change({ ...audience, isOnlyThere })}
          />
        </div>
        <Several
          id="broadcast-language"
          label={t('broadcasts.languages')}
          options={languages}
          nameOf={(tag) => languageNames([tag])}
          chosen={audience.languages}
          choose={(spoken) => spoken.length > 0 && change({ ...audience, languages: spoken })}
        />
        <Several
          id="broadcast-channel"
          label={t('broadcasts.channels')}
          options={channels}
          nameOf={(channel) => t(`broadcasts.channel.${channel}`)}
          chosen={audience.channels}
          choose={(used) => used.length > 0 && change({ ...audience, channels: used })}
        />
      </div>
    </fieldset>
  )
}

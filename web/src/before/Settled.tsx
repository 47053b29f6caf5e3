import type { ReactNode } from 'react'
import { Button, Label, Radio, RadioGroup, Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Scale } from './Scale.tsx'
import type { SettingChanges, Settings, SettingValues } from '../wire-http.ts'

/** How the settings stand, and the way to change them. */
export interface Settling {
  settings: Settings['settings']
  change: (changes: SettingChanges) => void
}

type Name = keyof SettingValues
type OfKind<Kind> = { [N in Name]: SettingValues[N] extends Kind ? N : never }[Name]

interface FrameProps extends Settling {
  name: Name
  children: ReactNode
}

/** A setting with whose it is, what is allowed, and the way back. */
function Frame({ name, settings, change, children }: FrameProps) {
  const { t } = useTranslation()
  const { origin, fixed, least, most } = settings[name]
  const isGentle = isByGentle(name, settings)
  const whose = {
    house: t('settings.byHouse'),
    study: t('settings.byStudy'),
    arm: t('settings.byStudy'),
    therapist: t('settings.byTherapist'),
    writer: t('settings.byYou'),
  }
  const hasLimits = least !== undefined || most !== undefined
  return (
    <div className="setting">
      {children}
      <p className="setting-whose">
        <span>{isGentle ? t('settings.byGentle') : whose[origin]}</span>
        {fixed && <span>{t('settings.fixed')}</span>}
        {hasLimits && !fixed && (
          <span>{t('settings.limits', { least: steps(least ?? leastOf(name)), most: steps(most ?? 1) })}</span>
        )}
        {origin === 'writer' && !isGentle && (
          <Button className="link" onPress={() => change({ [name]: null })}>
            {t('settings.back')}
          </Button>
        )}
      </p>
    </div>
  )
}

/** Whether a setting is as it is because of another one: what the gentle setting asks for at least. */
function isByGentle(name: Name, { gentle, ...settings }: Settings['settings']): boolean {
  if (!gentle.value || name === 'gentle' || settings[name].origin !== gentle.origin) return false
  if (name === 'pictures') return settings.pictures.value === 'hidden'
  if (name === 'brightness') return settings.brightness.value === gentlyBrighter
  return (name === 'blur' || name === 'abstraction') && settings[name].value === settings[name].least
}

/** What the gentle setting adds to the brightness. */
const gentlyBrighter = 0.2

/** Yes or no, with what it means. */
export function SettledSwitch(props: Settling & { name: OfKind<boolean>; label: string; text: string }) {
  const { name, label, text, settings, change } = props
  const { value, fixed } = settings[name]
  return (
    <Frame {...props}>
      <Switch
        className="switch"
        isSelected={value}
        isDisabled={fixed === true}
        onChange={(next) => change({ [name]: next })}
        aria-describedby={`about-${name}`}
      >
        <span className="switch-way" />
        <span>{label}</span>
      </Switch>
      <p className="quiet" id={`about-${name}`}>
        {text}
      </p>
    </Frame>
  )
}

type NumberName = Extract<OfKind<number>, string>

/** A number is shown in steps, -10 or 0 to 10, as beneath the text box. */
const steps = (value: number) => Math.round(value * 10) || 0
const leastOf = (name: Name) => (name === 'brightness' || name === 'warmth' ? -1 : 0)

export function SettledScale(props: Settling & { name: NumberName; label: string; ends: readonly [string, string] }) {
  const { name, label, ends, settings, change } = props
  const { value, least, most, fixed } = settings[name]
  return (
    <Frame {...props}>
      <Scale
        label={label}
        value={steps(value)}
        least={steps(least ?? leastOf(name))}
        most={steps(most ?? 1)}
        hasMiddle={leastOf(name) < 0 && least === undefined && most === undefined}
        ends={ends}
        isDisabled={fixed === true}
        onChange={() => undefined}
        onChangeEnd={(next) => change({ [name]: next / 10 })}
      />
    </Frame>
  )
}

interface SettledChoiceProps extends Settling {
  name: 'pictures' | 'style'
  label: string
  choices: readonly (readonly [value: string, label: string])[]
}

export function SettledChoice(props: SettledChoiceProps) {
  const { name, label, choices, settings, change } = props
  const { value, fixed } = settings[name]
  return (
    <Frame {...props}>
      <RadioGroup
        className="ask-choice"
        value={value}
        isDisabled={fixed === true}
        onChange={(next) => change({ [name]: next } as SettingChanges)}
      >
        <Label>{label}</Label>
        <span className="ask-ways">
          {choices.map(([one, title]) => (
            <Radio key={one} className="choice" value={one}>
              {title}
            </Radio>
          ))}
        </span>
      </RadioGroup>
    </Frame>
  )
}

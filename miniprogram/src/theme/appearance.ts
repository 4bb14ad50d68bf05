import { create } from 'zustand'
import { storage } from '../lib/storage'
import { isSystemDark, onSystemDark } from './system-dark'

export type ThemeChoice = 'system' | 'light' | 'dark'

interface Appearance {
  readonly choice: ThemeChoice
  readonly systemDark: boolean
  /** 关怀版: larger type, larger targets, no motion. */
  readonly care: boolean
}

const STORED = 'appearance'
const kept: Partial<Pick<Appearance, 'choice' | 'care'>> = storage.read(STORED) || {}

const useStore = create<Appearance>(() => ({
  choice: kept.choice ?? 'system',
  care: kept.care ?? false,
  systemDark: isSystemDark(),
}))

onSystemDark((systemDark) => useStore.setState({ systemDark }))

function keep(change: Partial<Pick<Appearance, 'choice' | 'care'>>) {
  useStore.setState(change)
  const { choice, care } = useStore.getState()
  storage.write(STORED, { choice, care })
}

export const chooseTheme = (choice: ThemeChoice) => keep({ choice })
export const setCare = (care: boolean) => keep({ care })

const isDark = ({ choice, systemDark }: Appearance) => (choice === 'system' ? systemDark : choice === 'dark')

export function useAppearance() {
  const appearance = useStore()
  return { choice: appearance.choice, care: appearance.care, dark: isDark(appearance) }
}

/** The classes of a page's outermost view: every colour and size hangs on them. */
export function useThemeClass(): string {
  const { dark, care } = useAppearance()
  return `page ${dark ? 'page-dark' : ''} ${care ? 'page-care' : ''}`
}

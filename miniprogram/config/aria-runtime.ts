import { mergeInternalComponents } from '@tarojs/shared'
import { ariaComponents } from './aria-components'

// The template's short names of attributes go by their order, so the runtime must know of the same ones.
mergeInternalComponents(ariaComponents)

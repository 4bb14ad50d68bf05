import type { Card as PersonCard } from '@gonghui/shared/matchmaking/suggestions'
import {
  districtWords,
  educationWords,
  genderWords,
  hobbyWords,
  hukouWords,
  maritalWords,
  tradeWords,
} from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon'

export type PersonShown = Omit<PersonCard, 'singleId'>

/** `住南山区・在福田区上班` */
const placesOf = ({ homeDistrict, workDistrict }: PersonShown): string =>
  homeDistrict === workDistrict
    ? `在${districtWords[homeDistrict]}居住和上班`
    : `住${districtWords[homeDistrict]}・在${districtWords[workDistrict]}上班`

/** Somebody as others may see them: what they told, and nothing that names them. */
export function PersonFace({ person, end }: { readonly person: PersonShown; readonly end?: ReactNode }) {
  const { gender, age, heightCm, education, trade, hukou, marital, hobbies, aboutMe } = person
  return (
    <View className="person">
      <View className="row person-head">
        <View className={`person-veil person-${gender}`}>
          <Icon name="person" size="xl" />
        </View>
        <View className="grow">
          <View className="t18 bold">
            {genderWords[gender]}・{age} 岁
          </View>
          <View className="t14 quiet">
            {tradeWords[trade]}・{educationWords[education]}・{heightCm}&nbsp;cm
          </View>
        </View>
        {end}
      </View>
      <View className="t14 person-line">{placesOf(person)}</View>
      <View className="t14 quiet">
        {hukouWords[hukou]}・{maritalWords[marital]}
      </View>
      {hobbies.length > 0 && (
        <View className="row person-hobbies">
          {hobbies.map((hobby) => (
            <Text key={hobby} className="chip chip-plain">
              {hobbyWords[hobby]}
            </Text>
          ))}
        </View>
      )}
      {aboutMe && <View className="person-words t14">{aboutMe}</View>}
    </View>
  )
}

"""The reader of figures: what it proposes of a text, and what it knows to be no figure."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.model.claims import stated
from cttui.model.records import Timeline
from cttui.proposals import reader, rules
from cttui.proposals.numbers import value_of
from cttui.proposals.quoting import LONGEST
from cttui.proposals.reader import Proposal, propose
from news import NEWS

NO_FIGURES = (
    "An A320 of 15 years and a man of 60 years were at Gate 5.",
    "Naveed ran from Gate 1 to Gate 5, some 400 metres.",
    "The child was born at 36 weeks on 3 January.",
    "The M-4 has 10 interchanges, and Chapter 4 has 12 sections.",
    "The boy, 9, and others, many over 60, fled along Route 1.",
    "Judge 2 of the ATC put off FIR 63/18.",
    "A boy of 10 was taken to Ward 5.",
    "A parcel of 3 kg left Counter 2.",
    "Pressure at Street 33 fell to 2 bar.",
    "The box, 2 feet by 3 feet, was kept in Locker 18.",
    "After 32 years of service, the general retired.",
    "Smith had 59 on the first day.",
    "Inam Butt won in the 72 kg category.",
    "The match ended in 1 hour and 20 minutes.",
    "It was level at half-time, 2-4 at the end.",
    "They heard Petitions 16, 17 and 18 of 2024.",
    "He struck 81 off 48 and added 135 with Young.",
    "Model Town lies 14 km along Lehtrar Road.",
    "No aircraft flies below 500 feet over Sector 3.",
    "The bullet was fired from 15 metres.",
    "Engine 8219 pulled the train.",
    "They have 2 points from 3 games.",
    "He took his second haul at 20 years and 45 days.",
    "She came third with 498 marks.",
    "The sedan has 2 tonnes to pull along Route 6.",
    "Wind touched 85 km/h at Jinnah Terminal, where visibility fell to 600 metres.",
    "The Senate took up item 7 at a quarter to five.",
    "Ramzan 2, 1445 fell on March 13 in Pakistan.",
    "A header in the 67th minute made it two.",
    "The third seed won the final in straight sets, 6 and 4.",
    "Buses run between 6 and 22 hours.",
    "The flight from Karachi to Skardu takes two hours.",
    "Rizwan was out for 49 in the 19th over.",
    "Usman made 97 and Smith 59 on the first day.",
    "They reached 356 for 8 and won with 20 balls left.",
    "The left-hander averages 47.3 in 22 Tests.",
    "A package weighing 5 kg was found in Room 12.",
    "The plane climbed to 35,000 feet before turning back.",
    "The lake reached 1,550 feet.",
    "The Babur-3 has a range of 450 km, and the Shaheen-III one of 2,750 km.",
    "Arshad Nadeem threw 92.97 metres.",
    "The apartment measures 1,200 square feet.",
    "The car skidded at kilometre 214 of the M-9.",
    "He retired at 61.",
    "He took oath on March 10, 2024, at 68.",
    "Humidity of 30 per cent is expected.",
    "She secured 87 per cent marks.",
    "He will turn 71 on 23 September.",
    "The drive begins in UCs 4, 7 and 9 of Gadap Town.",
    "The flight left with a delay of 40 minutes.",
    "They levelled on 67 minutes.",
    "Gold of 24 karats was sold.",
    "The Dow ended 0.4 points lower at 34,866 while the Nasdaq finished at 13,470.",
    "Karachi's AQI stood at 187 at noon, and humidity at 64.",
    "Radio FM 101 carries the bulletin daily at 8am.",
    "Carlos Alcaraz won 6-4, 3-6, 7-6 on Court 1 in a little over three hours.",
    "Load shedding on the 132-kV line is scheduled from 0800 to 1300 on Mondays.",
    "The seminar took place in Hall 3 of Expo Centre, from 3 to 5pm.",
    "The train reached Rohri 2 hours and 10 minutes late.",
    "It is the thirty-second report of the Monitoring Team.",
    "He served as finance minister until 2013, when he was 61.",
    "The hearing was adjourned until 26 March 2024.",
    "On May 9 and 10, the city was quiet, and Section 144 was imposed.",
    "He was booked under sections 302, 324 and 109 of the Pakistan Penal Code.",
    "The meeting began at 9:30 pm and ended at 11 pm.",
    "Ahmad Ali, 32, and his cousin Bilal Khan (28) live in Ward 12.",
    "The 19-year-old student lives on Route 7.",
    "Traffic on the N-25 and the M-2 motorway was diverted.",
    "The 111 Brigade and 10 Corps are based in Rawalpindi.",
    "Pakistan beat India by five wickets in the T20 match.",
    "They won the final 3-1 on penalties.",
    "Article 370 was revoked in August 2019.",
    "The 1973 Constitution was amended for the 26th time.",
    "The flight PK-8303 departed at 1400 hours.",
    "The 9/11 attacks changed everything.",
    "He is one of the most wanted men in the country.",
    "Chapter 3 of Part II describes the 2014 operation.",
    "For help call 1122 or 0300-1234567.",
    "A Boeing 737 landed on runway 25L.",
    "She has lived in G-11/3 since the 1990s.",
    "The bill was passed two years ago, in the first week of July.",
    "He bowled 10 overs and took 3 wickets for 45 runs.",
    "Covid-19 closed schools in 2020-21.",
    "An AK-47 and a 9mm pistol were on display.",
    "The Group of Seven met in Italy; the G20 did not.",
    "The court will hear Case No 45/2023 on Monday.",
    "Both sides met twice in the past five years.",
    "He was promoted to BS-18 in the year 2011.",
    "The house at 24 Park Road was sealed.",
    "No one was there; one day they will return.",
    "NA-8 and PK-22 go to the polls on February 8.",
    "Children under five must be vaccinated.",
    "The city lies 30 km north of Quetta, a two-hour drive away.",
    "The ceasefire of 26 to 28 June held.",
    "Between 2009 and 2017 the army conducted operations.",
    "He turned 65 on Friday.",
    "The two leaders met for the first time in three years.",
    "Paragraph 4(2)(a) of SRO 1077 applies.",
    "India were 120 for 4 after 20 overs.",
    "The 12th Street office opened in Sector I-8.",
    "He retired from 15 Punjab Regiment in 1999.",
    "The 33 Baloch officer spoke at 5 p.m.",
    "One in five people lives in poverty, and two-thirds are poor.",
    "Fourth Schedule, Rule 18, Form 45 and Form 47 were discussed.",
    "Operation 27 February is remembered each year.",
    "See page 12, table 3 and footnote 4.",
    "The F-16 and the MI-17 flew over Sector 5.",
    "Resolution 2231 and UNSC Resolution 1267 were cited.",
    "The Five Eyes alliance met on 3 and 4 October.",
    "He lived to 90 and wrote Volume 2 of his memoirs.",
    "The 2018 and 2024 elections were compared.",
    "The quake of magnitude 5.3 struck at a depth of 10 km.",
    "The temperature fell to 4 degrees on December 25-26.",
    "Chak 204 RB and Chak No. 5 lie near Mile 12.",
    "FIR No. 312/24 was registered at Police Station 5.",
    "The Apollo 13 and Windows 11 anecdotes were told.",
    "Exit 7 on the M-4 is closed from 6am to 8am.",
    "He scored 100 off 98 balls.",
    "The sit-in outside Gate 4 ended at around 8.",
    "In the summer of 1971 the war began.",
    "The 8 February polls and the May 9 riots.",
    "Squadron Leader Khan of No. 9 Squadron flew in 1965.",
    "Highway 1 between kilometre 10 and kilometre 12 is closed.",
    "The court invoked Section 7 of the Anti-Terrorism Act and Sections 302 and 324 PPC.",
    "Muhammad Aslam (45), a resident of House 12, Street 4, F-8/3, was not hurt.",
    "Anwar, aged 24, his brother Imran, 19, and their father, 61, run the shop.",
    "The 13-year-old and her 40-year-old uncle took Bus 22.",
    "Troops of 12 Division and the 23 Field Regiment took part in Exercise Zarb 2.",
    "Brigade 313 and Unit 8200 were mentioned in the report.",
    "The Super League match ended 2-1; United won 4-2 on aggregate.",
    "England made 324 all out in 49.3 overs; Root scored 88.",
    "Flight EK602 landed at 3:15 am on Tuesday, 5 November.",
    "He was born on 25/12/1876 and died on 11.09.1948.",
    "Between 8am and 5pm the Indus Highway (N-55) stays closed.",
    "Radio Pakistan's 9 o'clock bulletin carried the 23 March speech.",
    "Act IV of 2016 amended Rule 5(1) and Form 16-A.",
    "The plot in DHA Phase 8 measures a kanal; see Survey No. 334.",
    "Two-thirds of the seats and half the votes were contested.",
    "She took the A-levels in 2011 and joined the 40th Common.",
    "The Treaty of 1960 and the 2003 ceasefire hold.",
    "In the 1990s and early 2000s he lived in Room 101.",
    "Level 3 alert, category 4 storm, grade 17 officer.",
    "At 11:59 on 31 December 1999 the world held its breath.",
    "The Top 10 list and the Big Four were announced.",
    "This is the first time in 12 years that the post is vacant.",
    "Earlier this year, on January 3-5, the summit was held in its 17th edition.",
    "They met for the third time in as many weeks; one thing is clear.",
    "Call 15 or 1122; text 8171 for help.",
    "He is 5 feet 11 inches tall.",
    "The 2nd Battalion and the 101st Airborne landed in Zone 5.",
    "Windows 10 and 4G phones, MP3s and 3D glasses.",
    "Route 66, Interstate 95 and Exit 12B.",
    "The 15th amendment, Article 58(2)(b) and Clause 9.",
    "The UN Security Council's 1267 Committee met on day two.",
    "The book, published in 2007, has a chapter 11.",
    "Sura 9, verse 5; Psalm 23; John 3:16.",
    "Chapter Two: The War of 1965",
    "1. Introduction",
    "(2) Findings",
    "Page 3 of 12",
    "The suspect, 27, of Chak 24/11-L, drove a Mehran, LEB-4521.",
    "From 2014 to 2018 he served as DPO; before that, from May 2011 until June 2013, as SP.",
    "A 7.62mm rifle, a 30-bore pistol and an M4 were on show.",
    "After 9/11 and 26/11, the two countries changed course.",
    "GMT+5, 33.68 N, 73.04 E.",
    "Justice Qazi, 64, retires in two years.",
    "The office is five minutes' walk from Platform 2.",
    "The hospital is about 20 miles from the town, at Kilometre 42.",
    "He woke at 7 in the morning and left at 9 on Monday.",
    "A 12-year boy and people aged between 15 and 29 sang.",
    "The women, aged under 30, and men aged 60 and above were polled.",
    "The accused were charged under Sections 11-V, 11-EE and 7 of the ATA, 1997, and 120-B PPC.",
    "A case under Section 302/34 was registered at Thana 2 on the night of 14/15 August.",
    "On the 7th of Ramazan, at 5:10am, sirens sounded in Sector H-13.",
    "The 5th Light Infantry, the 22 Baloch, the 3 Commando Battalion and 40 Division were present.",
    "Troops of the 17th Infantry Division handed over to 9 Azad Kashmir Regiment.",
    "The 42 Long Course passed out of PMA in 1970.",
    "The GT Road, the M-9, the Ring Road and National Highway 50 meet at Km 14.",
    "Traffic on Interstate 80 near Exit 112 was slow between 4 p.m. and 7 p.m.",
    "Bus No 27 runs from Platform 4 to Gate 2.",
    "Manchester City beat Arsenal 3-1; Haaland scored twice in the 12th and 78th minutes.",
    "Pakistan were bowled out for 187, and lost by an innings and 23 runs.",
    "Babar made an unbeaten 101 off 63 balls with 9 fours and 4 sixes.",
    "The hosts chased down 248 with six balls to spare.",
    "Djokovic won 6-4, 3-6, 7-6 (7-5).",
    "He finished on 12-under 276 after a final-round 67.",
    "The Lakers lost 112-108 in overtime.",
    "Aisha, 9, Bilal, 11, and their mother Nadia, 38, live in Block 5.",
    "The 52-year-old former minister, in his late 40s when he joined, retired at 60.",
    "A boy of 14 and a girl of nine study in class 6.",
    "Her son, who turned 18 in June, and her daughter, 21, vote in NA-122.",
    "The octogenarian, born on October 2, 1939, died on Sunday, aged 85.",
    "Article 6, Article 19-A and the 18th, 21st and 26th Amendments were cited.",
    "Rule 4(3) read with Section 9(c) of the CNS Act, 1997 applies.",
    "Order XXI Rule 58 and paragraphs 14 to 17 of the judgment matter.",
    "Petition No 1234 of 2024 is fixed for 9th December.",
    "The judgment runs from paragraph 3 to paragraph 11.",
    "The conference of 12-14 July followed that of June 30 and July 1.",
    "From December 16, 2014 to January 6, 2015 courts were shut.",
    "In the spring of '71 and the autumn of 1999 power changed hands.",
    "The early 2010s and the late 1980s differ.",
    "By 2030, as in 2015, the picture may change; 2047 is the goal.",
    "The 1965 and 1971 wars, the 1947 partition and the 2005 earthquake are taught.",
    "FY2024-25 and the first quarter of 2023 were compared.",
    "At around 10 the lights went out; by 11 all was quiet.",
    "The curfew runs from 8 to 6.",
    "The 9pm bulletin and the 6 o'clock news.",
    "1400 GMT, 0900 PST, 18:30 hours.",
    "Two years later, five days before the vote, three weeks after the raid.",
    "He came back after six months and left again within hours.",
    "For the first time in 20 years, in the past three decades, over the last 10 days.",
    "He lives at 221B Baker Street, London NW1 6XE.",
    "His CNIC number is 42101-1234567-1; his phone 021-34567890.",
    "Car LEA-07-1234, a Corolla 2017 model, was parked at Shop 14.",
    "JF-17, Su-30, Mi-8, T-72, G-3 and MP-5.",
    "Vitamin B12, H1N1, SARS-CoV-2, Covid-19 and 5G.",
    "Top Gun 2, Ocean's Eleven, Catch 22 and Fahrenheit 451.",
    "Pope John Paul II met George V and Louis XIV.",
    "The third, fourth and twenty-first days of the sit-in were calm.",
    "Group of 77, G7, P5+1, E3 and Quad.",
    "The village lies 12 kilometres from the border and some 200 metres above the river.",
    "About 60 miles west of Kabul, at an altitude of 3,000 metres, stands a fort.",
    "The two men, the two countries and both armies agreed.",
    "He was one of those who stayed; no one else did, one after another they left.",
    "A one-time aide and a two-faced friend with a four-wheel drive.",
    "Half of it, a third of that, and three-quarters of the rest.",
    "Option 2, Plan B, Phase 3, Stage 4, Tier 1 and Level 5.",
    "Radio 4, BBC 2, Channel 24 and FM 100.",
    "See Figure 3.2, Table 4, Appendix 2 and pp. 33-35.",
    "Serial Nos 14, 15 and 16 of Annex 3.",
    "In 2022-23 soldiers trained hard, as in 2023/24.",
    "The code 0345 visitors got was wrong.",
    "Row 4: 16 23 were full.",
    "A mother of six died of old age.",
    "It is a three-hour drive and a 20 km walk.",
    "He gave several reasons on several occasions, and a few more.",
    "She scores goals, and he scores points.",
    "One third of voters stayed at home, and two fifths of women voted.",
    "He is 24 years of age and she is 7 months old.",
    "Under section 7 people may sit, and article 4 parties may stand.",
    "Those over 65 may ride for free.",
    "Children aged 12 sang; those of ages 7 to 9 danced.",
    "He woke by 7 in the morning.",
    "By about 2015 and around 2020 it had ended, after over 1990 or so.",
    "They lost 3-5 in Karachi.",
    "There was no one person to blame, nor any one reason.",
    "Section 144 was imposed in the city until July 14.",
    "Article 6 of the Constitution deals with high treason.",
    "Under Clause (b) of sub-section 3, the order stands.",
    "A convoy on the N-5 near Moro was delayed, and the M-8 was closed at Wangu.",
    "Route 9 and Route 66 meet at Exit 14.",
    "Spain beat Georgia 3-1 and won by five wickets is not a football phrase.",
    "Afghanistan won by 84 runs in Providence.",
    "The village is 5 km from the main road.",
    "He carried a 30 kg bag up the hill.",
    "A 7.62 mm bullet casing was found near the door.",
    "In Jacobabad the mercury touched 52.2C, and Sibi stood at 50 degrees Celsius.",
    "A Boeing 737 and an Airbus A320 were parked side by side.",
    "The F-16, the JF-17 Block III and the T-72 took part.",
    "An AK-47 was slung over his shoulder.",
    "The 12 Division, the 44 Wing and the 111 Brigade held a ceremony.",
    "The Frontier Corps' 144 Wing and 9 Division are based there.",
    "He was commissioned in 41 Baloch Regiment in 1978.",
    "The 18th Amendment and the 26th Amendment Bill were compared.",
    "By-polls in PP-123, NA-75, PS-88 and PK-7 were postponed.",
    "He is one of the founders of the party.",
    "At one point, the crowd began to chant.",
    "The two-day conference ended in Lahore.",
    "A four-member delegation met the president.",
    "A three-judge bench reserved its verdict.",
    "A 24-hour helpline has been set up at the port.",
    "Leaders of the G-20 and the P-5 met in Rio.",
    "The 9/11 Commission and the 26/11 trial were recalled.",
    "Covid-19 and H5N1 were on the agenda of the 77th assembly.",
    "See Chapter 4, page 112, and footnote 12.",
    "The claim is repeated elsewhere [12], and denied by the ministry [13][14].",
    "1) Introduction 2) Methods 3) Results",
    "The temperature dropped to minus 8 degrees in Astore.",
    "A quake measuring 5.4 on the Richter scale was felt in Swat.",
    "Pakistan ranked 140th of 180 countries on the index.",
    "The team is placed 4th in the ICC rankings, behind No. 1 Australia.",
    "Call us at 051-9201234 or dial 1122.",
    "Flight EK-601 and PIA's PK-304 were late by some minutes.",
    "Criminal Appeal No. 27-L of 2017 and WP 4321/2023 were clubbed together.",
    "House No 7, Street 12, Sector F-6/2, Islamabad 44000.",
    "He was born on 3 May 1955 and died at 69.",
    "Ayesha, 7, and Hamza, 4, went to the same school as their cousin (11).",
    "The 23-year-old gymnast and the 17-year-old swimmer trained together.",
    "She was in her mid-30s, he in his late 50s.",
    "The minister, aged 61, has held office since 2018.",
    "Between 2013 and 2018 he was governor.",
    "The talks of 4-6 June were followed by those of June 11 and 12.",
    "At 4:45am the sirens sounded; at 7pm they stopped.",
    "The shop opens at nine and closes at five.",
    "Trading was halted at 10.30 on Tuesday.",
    "The match starts at 1900 GMT (midnight in Karachi).",
    "The law was passed in 1997 and amended in 2014, 2016 and 2020.",
    "The 1999 coup and the 2007 emergency are covered in Chapters 3 and 4.",
    "It was the first visit by a premier in 12 years.",
    "It is the third such meeting in as many months.",
    "He has been in office for a second five-year term.",
    "The 30-year-old conflict has outlived two generations.",
    "Rule 12(2) CPC and Order VII Rule 11 were invoked.",
    "UN Security Council Resolution 2593 (2021) refers to paragraph 5 of Resolution 1373.",
    "Under the 1960 Indus Waters Treaty, Annexure D applies.",
    "Grade 20 and BPS-21 officers were transferred.",
    "He studies in class 9 at Government High School No 2.",
    "The bus left from Platform 3, Bay 6.",
    "Route B-12 runs from Saddar to Phase 8.",
    "A 9mm pistol, a .30 bore pistol and a 12-bore shotgun were displayed.",
    "The 155mm howitzer and the 105 mm gun are on show.",
    "The dam is 60 metres high and lies 40 miles north-east of Quetta.",
    "At a height of 4,700 metres the Khunjerab Pass is closed in winter.",
    "The border crossing lies at 33.9 N and 71.1 E.",
    "Babar scored 56 off 41 balls, with six fours and two sixes.",
    "Shaheen took 4 for 35 in 10 overs.",
    "Pakistan were 201 for six at stumps on day two.",
    "The tie ended 1-1 after extra time and 5-4 on penalties.",
    "Sinner beat Medvedev 3-6, 3-6, 6-4, 6-4, 6-3.",
    "Arsenal's 2-0 win took them to the top of Group B.",
    "The KSE-100 index and the Nifty 50 were closed.",
    "The S&P 500 and the Nasdaq 100 are indices.",
    "World War II and the Six-Day War are taught in Grade 8.",
    "The Big Three and the Troika met; the Quad did not.",
    "Channel 4, BBC Radio 5 and Al Jazeera's AJ+ covered the case.",
    "Windows 11, iOS 17 and an iPhone 15 were listed.",
    "Act 2, Scene 3 is the turning point.",
    "Surah 2, verse 256 says that there is no compulsion.",
    "In the 2010s and in the '80s the road was safe.",
    "On the 10th of Muharram, mobile service is suspended from 6am to 11pm.",
    "The Class of 1984 held its reunion at Gate 3.",
    "Form 45 and Form 47 differ, said the petitioner in Election Petition No. 9.",
    "FIR 117/24 was lodged under sections 324, 353 and 34 PPC.",
    "Sections 11-F(6) and 7 of the ATA and Rule 3 apply.",
    "The Army Act, 1952, and the Official Secrets Act, 1923, were discussed in Courtroom No. 1.",
    "Lt Col Ahmed, 42, of 27 Punjab, addressed the 2nd Lancers.",
    "One day he will return; for one thing, he said he would.",
    "No one knows what one should do, one lawyer's remark aside.",
    "One after another the lights went out at the 500 kV grid station.",
    "A 220-kV line and a 1,320MW plant are being built at Site 3.",
    "It took two to tango, as the saying goes.",
    "First, the state must act; second, it must listen; third, it must learn.",
    "The top two contenders met for the second time.",
    "Two-thirds of the seats are needed to amend Article 239.",
    "Half the battle is won, he said, and a quarter of it is patience.",
    "She ran the 100m in 12.4 seconds and the 4x100m relay.",
    "Vol. 12, No. 3, pp. 45-67, ISSN 1234-5678.",
    "doi:10.1080/09546553.2021.1987895",
    "https://example.org/2024/05/13/story-45678?id=991",
    "Email desk24@example.org or WhatsApp +92 300 1234567.",
    "Updated 26 Jun, 2024 09:41am",
    "Published in Dawn, January 7th, 2025",
    "5 min read",
    "Page 1 of 24",
    "Copyright 2024. All rights reserved. Vol XII No 345",
    "Brigadier (retd) Mahmood, 71, a veteran of the 1971 war, lives in Phase 5.",
    "The T20 World Cup, the 4G spectrum and 5G rollout were debated.",
    "Zone 4 police and the 15 helpline responded.",
    "Mile 46 and Kilometre 118 are known for accidents.",
    "The RCD Highway, or N-25, is 813 kilometres long.",
    "Chak 44/NB and Chak No. 117 GB are in Punjab.",
    "The plan covers Phase I, Phase II and Tier-3 towns.",
    '"If I had one wish," she said, "it would be peace."',
    "Operation Swift Retort of 27 February 2019 is marked each year as Day 1.",
    "The talks of May 9-10 were held in Room 5 of the ministry.",
    "He joined the 25 Cavalry and later led 101 Brigade.",
    "An FIR under sections 302, 148 and 149 PPC was lodged on the 4th.",
    "The N-70 and N-50 meet at Qila Saifullah; the M-1 was open.",
    "Real Madrid won 4-2; Barcelona drew 2-2.",
    "Pakistan won by an innings and 47 runs on the fourth day.",
    "Ahmed Shah, 65, and his wife, 58, live at 12-B, Gulberg III.",
    "The plant is rated at 50 Hz and 11 kV.",
    "It was 38C at 2pm in Multan.",
    "The runner covered 42.195 km in 2:10:05.",
    "She is 5ft 4in tall and wears size 9 shoes.",
    "The plane cruised at 35,000 feet, some 70 miles off the coast.",
    "A 5.56mm round and a .22 calibre rifle differ.",
    "He travelled 40 km on foot to vote.",
    "The 3rd Battalion of the 75th Ranger Regiment trained at Fort 9.",
    "Under Rule 9(2), read with Article 10-A, counsel may appear.",
    "The 27th Constitutional Amendment touches Article 243.",
    "Chapter VI, Section 2, Table 3.1 lists them.",
    "The 5-star hotel on Mall Road hosted the 3-day event.",
    "The anchor of the 8 o'clock show is 44.",
    "She has been a senator since March 2018, and turns 50 in 2026.",
    "A 10-year-old girl and her grandfather, in his 70s, sang.",
    "The siege ended at 3:40 am on the 12th.",
    "The 1,000-rupee note carries a portrait.",
    "In Ward 4, Bed 11, lay a patient.",
    "Terminal 2 handles flights such as QR-614 and EK-612.",
    "The A-320 was delayed by bad weather; the ATR 72-500 was not.",
    "The MQ-9 Reaper and the Shahed-136 are drones.",
    "A G-7 statement was issued on day three of the summit.",
    "IS-K and Brigade 055 were named in Resolution 2734.",
    "The 36th Annual Conference was held on 6/7 March.",
    "Ghulam Ishaq Khan (1988-93) was the seventh president.",
    "He served as IG from 1996 to 1999, then as adviser until 2002.",
    "It was 9 o'clock when the second lorry came.",
    "Shaheen has 112 wickets in 31 Tests at an average of 26.",
    "The 2023 World Cup and the 2024 T20 World Cup were lost.",
    "Case No. SC-34/2023 is before ATC-III.",
    "The 5th Corps is led by a three-star general.",
    "Dial 0800-12345 or visit Plot 45, I-9/3.",
    "The next hearing is on the 22nd at 9:30am in Court 2.",
    "The budget is for 2025-26, the last for 2024-25.",
    "He stood first, she second, and I third.",
    "The firm's share price is not known; the KSE-30 was flat.",
    "The 50-over and 20-over formats differ.",
    "A two-thirds majority and a one-line resolution are needed.",
    "On one hand he smiled; on the other he frowned.",
    "One man's loss is another's gain.",
    "He gave one reason, then a second one.",
    "The one-page letter has a two-paragraph annex.",
    "Windows of the 2nd floor and the 14-storey block were lit.",
    "A four-door sedan with a 2.0-litre engine, model 2019, was found.",
    "The 12-bore and the 30-bore pistols are licensed.",
    "A .38 revolver lay beside a 9 mm Beretta.",
    "The first phase runs until 30 June, the second till 31 December.",
    "It happened at Km 23 of the Indus Highway, near Milestone 8.",
    "The Mi-17 and two-seater trainers flew over Corps HQ.",
    "A second after the blast, the lights went out.",
    "The Treaty of 1893 drew the Durand Line, 2,640 km long.",
    "The six-foot-tall man in seat 14A wore a number 7 shirt.",
    "Group A and Group B, with Match 12 at 7pm.",
    "Form B, Form 16 and the CNIC (No. 61101-2345678-9) are required.",
    "Latitude 34.02, longitude 71.52.",
    "The magazine's 200th issue has 96 pages.",
    "Pages 4 and 5; columns 2 and 3.",
    "Read more: 5 things to know about Section 370.",
    "13 hours ago",
    "3 min read",
    "Share 24 Tweet 15",
    "July 9, 2024 (Tuesday) 1:02 PM",
    "Posted at 23:14 IST, 14 Feb 2019",
    "Tel: (051) 920-4321; P.O. Box 1234",
    "Copyright (c) 2010-2024 All Rights Reserved",
    "ISBN 978-0-19-547066-1",
    "Rule 27 of the 2008 Rules was read with Section 4(1).",
    "Traffic on the M-4 and Route 11 stopped near Chak 12.",
    "The 7 Corps commander visited 22 Wing at Fort 3.",
    "The 6.5-magnitude tremor was felt at 3:12pm on 4 April.",
    "Real Sociedad lost 1-4 at home on Matchday 9.",
    "India, chasing 286, were all out for 201 in 44.2 overs.",
    "Saad Iqbal, 19, a second-year student of BS Physics, lives in Hostel 4.",
    "The child, aged 5, and the baby, 8 months old, were asleep.",
    "The rope is 12 m long, the room 14 feet wide.",
    "The truck, a 22-wheeler, carried a 40-foot container.",
    "The Su-35 and the MiG-29 are older than the J-10C.",
    "She drank a 500 ml bottle at Gate 7 at noon.",
    "On 14/15 August 1947 and on 16-12-1971, history was made.",
    "FIFA's 2034 tournament and Expo 2030 will be in Riyadh.",
    "Two-term president; three-time winner; four-lane road; five-storey house.",
    "The 35th Chief Justice and the 17th Lok Sabha.",
    "The bench will sit at 1pm in Court 6, Block C.",
    "A man in his early 40s bought Room 12 at the Hotel 21.",
    "His number is 0321-4567890; extension 214.",
    "SC verdict in CP No. 1116 of 2021, reported as PLD 2023 SC 42.",
    "The bomb was of the RGD-5 type, the pistol a TT-33.",
    "He is ranked No 3, she No. 14.",
    "Sub-clause (iv) of Clause 12 and Schedule 2.",
    "Born in '52, he fought in '71.",
    "The Q3 report covers July 1 to September 30.",
    "One must hope that one is right.",
    "A one-day, 50-over match was washed out.",
    "In the nineties, when he was twenty-five, he left.",
    "The 8:15 to Lahore left from Platform 1.",
    "Children under 12 and those above 70 travel free.",
    "Every 10 minutes a bus leaves for Sector G-9.",
    "Interstate 5, the A1 and the B-road 33 are flooded.",
    "It was minus 12 in Skardu and 3C in Quetta.",
    "UNSCR 1325, ILO Convention 87 and Protocol II apply.",
    "The 1-2-2 Act, the 4G licence and a 3D map.",
    "Chapter 7: One Night in May",
    "14. Ibid., pp. 112-14.",
    "See Table 2 on p. 7 and Annex 1.",
    "Article 8, Rule 5 and Section 11-B apply; see Clause 3(a).",
    "M-16, N-25 and Route 44 were closed at km 12.",
    "They won 2-0 after losing 0-1 in the first leg.",
    "The 16 Cavalry, 21 Brigade and 3 Corps took part.",
    "He, 48, and his brother Zahid, 33, ran a shop in Street 9.",
    "A 5-kilometre walk and a 6-foot wall stood before them.",
    "A 9-year-old boy and two-year-old Sana were there.",
    "The train left at 6:50pm from platform 5.",
    "He was 17 when the 1999 coup came.",
    "Form 28 and Annex-C are on page 9 of Volume 3.",
    "Sindh beat Punjab by seven runs in match 4.",
    "The wind blew at 40 km/h and the sun set at 7:02.",
    "The temperature hit 49.5 degrees in Dadu on June 1.",
    "The Tejas Mk-1A and the Rafale F3R flew at 600 knots.",
    "Ward No. 6, House 18-A, Mohalla 2.",
    "The 44th president met the 3rd batch on day 2.",
    "From 9 to 5, Monday to Friday, dial 111.",
    "On page 4 of the 2017 report, paragraph 12 says so.",
    "Between the ages of 18 and 25, men must serve.",
    "Sura 2:286 was recited at 5 in the evening.",
    "Zone III, Sector 11-G and Plot 7 were surveyed.",
    "The 2.5-litre engine and 17-inch wheels are new.",
    "The room was 20 by 30 feet.",
    "He made 47 before he was caught; Pakistan were 3 for 12.",
    "It took place on 3rd and 4th March, 2024.",
    "The PSL 9 final is on the 18th.",
    "Unit 3 of the plant and Line 2 of the metro opened.",
    "Her flat, No. 402, is on the 4th floor.",
    "The 7pm-to-6am curfew is in force until August 5.",
    "Section 144 CrPC and the MPO-3 were invoked.",
    "He was the one who knew.",
    "The T-80 and the BMP-3 are of the 1980s.",
    "UN Resolution 47 of 1948 is cited often.",
    "PK-17 and WR-4 were merged in 2018.",
    "See [3], [4] and (5).",
    "The two had met at one of the two camps.",
    "The Pakistan-India Test of 1987 began on March 13.",
    "A 72-year-old man, the oldest of all, voted first.",
    "It is 2:1 against.",
    "He was charged under Section 124-A and Article 5 in FIR No. 9.",
    "The M-11 and Route 27 meet near Km 44 of the N-35.",
    "The 4 Azad Kashmir Regiment and 33 Corps held the line.",
    "Liverpool lost 0-3; Chelsea won 5-4 on penalties.",
    "England were bowled out for 84 in 30 overs.",
    "Bashir Ahmed, 55, of Street 3, Ward 9, is a tailor.",
    "Her grandson, 6, is in class 1.",
    "The lake is 12 km long and 200 feet deep.",
    "The case weighs 20 kg; the ruler is 30 cm long.",
    "The hearing on 3-4 June began at 10 o'clock.",
    "In the early 1900s, as in 2001, the pass was shut.",
    "The 62-year-old ex-judge, born in 1962, is BPS-22.",
    "A 45-minute flight took them to an airfield at 9,000 feet.",
    "The PNS Taimur, a Type 054A/P frigate, docked at Berth 4.",
    "A 7.1-magnitude quake hit at a depth of 35 km.",
    "It is 41 degrees outside, 2 above normal.",
    "His seat, NA-130, and PP-149 are in Zone 8.",
    "The 10th edition of the 5-day fair is on.",
    "A two-member panel, a six-judge bench and a three-man crew sat.",
    "At the age of 9 she read Book 4.",
    "Bill No. 17 of 2023 amends Section 53, sub-section (2).",
    'Page 14, line 6: "Act 3, scene 2".',
    "On 22/11 and 23.11.2024, flights PK-701 and 9P-840 were held.",
    "The B-52 and the Su-24M took off from Base 42.",
    "Dial 15, 1122 or +92-51-111-222-333.",
    "The fifth and sixth rounds follow on August 2 and 3.",
    "His term runs from 2024 to 2029.",
    "She won by six wickets on day four.",
    "The 80-km/h limit is in force on Highway 7.",
    "He lives at Flat 2, 45 Mall Road, Lahore-54000.",
    "An hour later, at half past nine, he left.",
    "Clause 8(1)(b) of Schedule IV refers to Form 3-C.",
    "The 3 Light Commando Battalion was raised in 1956.",
    "Two weeks ago and again ten days later he called.",
    "It was a 1.3-litre car with a 12-volt battery.",
    "The Class-4 employees work in Room 203.",
    "No one in Chak 9 had seen it in 20 years.",
    "After the 1-0 defeat, the captain, 31, resigned.",
    "Section 6(2)(ee), read with Rule 2, was cited on page 33.",
    "In Ramazan 1445, at 6:21pm, the siren is sounded.",
    "An appeal under Section 25-C was filed on 8 May before a 7-member bench.",
    "The convoy left the M-3 at Exit 9 and took Route 5.",
    "The 18 Punjab and 7 Baloch regiments drilled at Camp 4.",
    "Kane scored twice as England won 5-0 in Group K.",
    "Proteas chase 277 in 50 overs, lose by 93 runs.",
    "Nasir, 40, and Yasir (36) are sons of a 70-year-old tailor.",
    "The parcel weighed 2 kg and was 40 cm wide.",
    "A 6 km tunnel and a 12-inch pipe are planned.",
    "The clock struck 12 at Gate 5; the show ended at 10:15pm.",
    "On the night of May 6-7 and on 10/5, sirens were heard.",
    "The J-35A, the HQ-19 and the KJ-500 are Chinese.",
    "Article 243 and Schedule 3 were amended by the 27th Amendment.",
    "He is 34th on the list and No. 2 in the party.",
    "A magnitude-5.9 tremor jolted Zone 2 at 11:56am.",
    "Highs of 47C and lows of 29C are forecast for Week 23.",
    "Room 5, 2nd Floor, 17 Davis Road.",
    "The judge, who turned 62, sits in Court 3.",
    "In the 60s and 70s, and again in 1988, he was jailed.",
    "Call 1715 or 042-99200000, ext. 31.",
    "Between 2001 and 2021, and since 2022, it was open.",
    "See Chapter 9, note 14, at page 302.",
    "NA-1 to NA-45 and PK-1 to PK-115 are in KP.",
    "W.P. No. 3061/2025 and FIR 96/23 were clubbed.",
    "The A-5 highway and the 400-metre runway 09/27 lie side by side.",
    "The K-2 and K-3 plants, the F-9 park and Phase 7.",
    "One of the two, one day, may be number one.",
    "The 3rd, 4th and 19th Corps; 5 Wing; 102 Brigade.",
    "Grade 9 pupils read Unit 4.",
    "The three-day visit, a two-hour meeting and a one-on-one talk followed.",
    "Para 7 of the 24-page order refers to PLD 1999 SC 504.",
    "He was sworn in at 9:05am, aged 54.",
    "Two-year-old Zara and 80-year-old Bibi live at 4-A.",
    "The Mark 84 and the GBU-31 are bombs; the R9X is not.",
    "The 11th-hour deal came on Day 43.",
    "A 1,200cc engine, a 60-watt bulb and a 2-inch nail.",
    "UNSC 1267, FATF Recommendation 8 and OIC Resolution 4/49.",
    "G-9 Markaz, I-10/1 and E-11 were sealed until 7am.",
    "Born on 25.12.1949, he was PM from 1990 to 1993.",
    "It is a 50-50 chance, said one aide.",
    "Section 9 of Act XII of 2019 and Articles 62 and 63 were read out.",
    "On 17 June at 11am, Case No. 88 was heard by Bench 2.",
    "Traffic on the N-45, M-14 and Route 21 was normal.",
    "The 2 Commando, the 27 Brigade and 16 Wing held drills near Hill 55.",
    "Brazil beat Chile 4-1, and Peru drew 0-0.",
    "West Indies collapsed to 132 all out; Root took 5 for 41.",
    "Imran, 27, Kashif, 31 and Noor (6) are cousins.",
    "A 10-kilo sack, a 3-metre pole and a 15 cm blade lay there.",
    "The wall is 8 feet high and 2 km long.",
    "The 6th of Muharram fell on July 13.",
    "In 1965, 1971 and 1999 there were wars.",
    "He earned a PhD at 29 and retired at 60.",
    "The pistol is a 9x19mm Glock 17.",
    "PIA flight PK-785 to Heathrow's Terminal 4 took off at 10:40.",
    "The suspect wore jersey No 10 and drove a Toyota, ABC-786.",
    "Para 2, clause (c), sub-clause (ii), page 88.",
    "From 2011 until 2016 he headed Wing 5 of the bureau.",
    "A quake of 4.8 magnitude, 40 km deep, shook Chitral at 3am.",
    "Mercury plunged to -9 in Kalat and 1C in Quetta.",
    "The SSG's 8 Azad unit is in Sector 2.",
    "Helplines 1099 and 1043 operate 24/7.",
    "The house (No. 14-C) is in Lane 6, Phase V.",
    "She was 8 when her father, then 41, died.",
    "Edition 12, Vol. 3, Issue 40.",
    "It was the two-hundredth day of the sit-in at Kilometre 9.",
    "The 19-year-old spinner bowled 10 overs on day one.",
    "Form-47 and Form-45 differ, the PP-297 candidate said.",
    "The court rose at 2, and will sit again at 9 tomorrow.",
    "The G7, the E3, the P5 and the Quad will meet on the 9th.",
    "Pluto is 1.2 metres across in the model.",
    "The MRAP, the M113 and the T-55 are old.",
    "The 4th Additional Sessions Judge heard Crl. Appeal 12/2022.",
    "He has been in politics since he was 22.",
    "The 1st Army, 5th Fleet and 9 Para crossed.",
    "Windows 7 and Python 3 are old; ChatGPT-4 is not.",
    "A 110-minute film, rated 18, starts at 9.",
    "The 73-year-old's third term ends in 2028.",
    "SRO 350(I)/2024 and Rule 150Q apply.",
    "Under UNSC 242 and 338, and Camp David II, land is traded.",
    "His plot, 5-B, adjoins Survey No. 112/3.",
    "Rule 6, Section 15 and Article 25-A were read with Clause 7(d).",
    "The judge sat in Court 12 at 8:45am on May 3.",
    "The M-5, the N-10 and Route 3 were repaired near Km 88.",
    "The 34 Punjab, 9 Lancers and 6 Division moved to Post 7.",
    "Ghana won 2-1; Ivory Coast lost 0-2.",
    "Sri Lanka, on 96 for 3, need 150 in 12 overs.",
    "Amina Bibi, 33, and sons Ali, 8, and Umar, 5, live here.",
    "A 40 kg sack and a 7-foot pole lay on the floor.",
    "The pipe is 3 inches wide and 90 cm long.",
    "The 17th session met on 22-24 October.",
    "Since 2007 and until 2013 he sat in the Senate.",
    "At 71, he is older than most.",
    "The gun is a 105mm L118; the round is 7.62x39.",
    "Flight QR632 landed at 2:25am on Runway 36.",
    "His CNIC is 17301-1234567-9, his car LEB-09-445.",
    "Page 9, column 3, line 12.",
    "The 1980-88 war and the truce of 1988.",
    "It struck at 6:14pm, at a depth of 180 km, with magnitude 6.1.",
    "It was 44 degrees in Sukkur and -3 in Kalam.",
    "The 12 Medium Regiment was in Sector G-5.",
    "Dial 911 or 999; the desk is open 24/7.",
    "The flat is No 9 on the 11th floor of Tower 3.",
    "He was 16 when, in class 10, he left.",
    "Issue 44 of Volume 12 has an index.",
    "Day 10 of the trial: Judge, 58, asks for Exhibit 14.",
    "The 21-year-old's bat and the 9-year-old's ball.",
    "Form 33, NA-171 and PB-8 were mentioned.",
    "He will be back at 6 and leave at 7.",
    "The G8, the BRICS and the D-8 met on the 14th.",
    "It stands 4 metres tall and 50 metres away.",
    "The Su-57, the B-2 and the T-14 are rare.",
    "Crl. Misc. 441-B/2021 and SC Rules Order 25.",
    "When she was 30, she won seat PP-7.",
    "The 11 Cavalry and the 10 Baloch are old units.",
    "A 95-minute documentary and a two-part series.",
    "The 66-year-old, a two-time MPA, is on a 5-day trip.",
    "The Rules of 1973 and Notification No. 4(2) stand.",
    "Treaty No. 6, Protocol 1, Annex II.",
    "Mauza 7 is next to Chak 88/6-R.",
    "The minister denied that 12 soldiers were killed.",
    "The army denied killing 12 civilians.",
    "Officials denied 12 soldiers had been killed.",
    "Police denied the killing of 12 protesters.",
    "The ministry rejected media reports by the rebels that 12 soldiers were killed and 30 wounded.",
    "The ministry dismissed as baseless the claim that 30 soldiers died.",
    "It is not true that 12 soldiers were killed.",
    "It isn't true that 12 soldiers were killed, nor is it false that 30 were hurt.",
    "There is no truth in reports that 12 soldiers were killed.",
    "There is no evidence of 12 deaths.",
    "He falsely claimed that 12 soldiers were killed.",
    "He was wrongly reported to have killed 12 people.",
    "Reports of 12 killed were false.",
    "Reports of 20 arrests were denied by the police.",
    "Claims that 30 soldiers died proved to be untrue.",
    "The army did not kill 12 civilians.",
    "The bomb would have killed 100 people.",
    "If it had gone off, 100 people would certainly have died.",
    "Contrary to reports that 60 soldiers were killed, none died.",
    "They had not killed 5 men.",
    "The army has never yet freed 20 prisoners.",
    "If 50 people die, the state will pay.",
    "They will attack unless 20 prisoners are freed.",
    "The deal would see 20 prisoners freed.",
    "The deal will see the release of 20 prisoners.",
    "A second bomb would kill 100 people.",
    "They threatened to kill 10 hostages.",
    "They failed to kidnap and kill 12 policemen.",
    "The plan was to kill 100 people.",
    "He warned that 700 people could be killed.",
    "Test scores were damaged, he scores wounded.",
    "Ali Khan (28) and Sara Bibi (30) were there.",
    "They won 4-2 in a shootout.",
    "The toll is expected to rise to 100.",
    "The death toll will likely exceed 200.",
    "The number of dead could go as high as 60.",
    "The toll could reach 100.",
    "14 fewer people were killed than in May.",
    "14 more people were killed than in May.",
    "The toll is now two short of 100.",
    "The party fell five seats short of a majority.",
    "The toll rose by 12.",
    "Not one soldier was killed.",
    "A 15 x 20 m site, a 15m x 20m site and rooms of 3 \u00d7 4 ft were shown.",
    "One out of five people lives in poverty.",
)
"""Sentences full of numbers that state no figure: dates, ages, times, sections, roads, units, scores, labels, shares."""

FIGURES: tuple[tuple[str, list[str]], ...] = (
    ("He got a term of 15 years under Section 7.", ["15 years [term]"]),
    ("They found some 400 metres of fuse.", ["about 400 metres"]),
    ("The bill has 27 clauses.", ["27"]),
    ("At a cricket match in Ward 4 a bomb damaged nine vehicles.", ["9 [damaged]"]),
    ("He was jailed for 10 years on 21 December.", ["10 years [term]"]),
    ("Under Section 21, 41 of the 52 accused were acquitted.", ["41", "52"]),
    ("Two boys, 9 and 11, and four men drowned in Ward 3.", ["2", "4 [killed]"]),
    ("The toll stood at 45, with 12 of the injured over 60.", ["45 [killed]", "12"]),
    ("The cricketer said 30 houses were burnt.", ["30 [destroyed]"]),
    ("A mob of 200 torched 21 churches.", ["200", "21 [destroyed]"]),
    ("A convoy of 10 vehicles was ambushed.", ["10"]),
    ("Police found a bomb of 3 kg.", ["3 kilograms"]),
    ("A parcel with 3 kg heroin was found.", ["3 kilograms"]),
    ("After 32 days of protest, the road was opened.", ["32 days"]),
    ("Of the arrested, 59 on the first day were freed.", ["59 [released]"]),
    ("They dug 14 km of trench along the road.", ["14 kilometres"]),
    ("The rebels advanced 15 km.", ["15 kilometres"]),
    ("18 of the petitions were heard in 2024.", ["18"]),
    ("There were 532 in Balochistan in 2024.", ["532"]),
    ("Exports fell to 90,000 tonnes.", ["90,000 tonnes"]),
    ("The fence covers 40 km.", ["40 kilometres"]),
    ("Visibility was low when the death toll rose to 52.", ["52 [killed]"]),
    ("As the reservoir burst, 12 were killed.", ["12 [killed]"]),
    ("Temperatures rose and at least five died of heat.", ["at least 5 [killed]"]),
    ("The committee received 240 applications for the seed subsidy.", ["240"]),
    ("The gunfight, the paper said, lasted four hours.", ["4 hours [duration]"]),
    ("The siege ended after the talks and had lasted 40 hours.", ["40 hours [duration]"]),
    ("Explosives weighing 40 kg were found.", ["40 kilograms"]),
    ("The border fence reached 1,200 km.", ["1,200 kilometres"]),
    ("Punjab had the highest toll, at 68.", ["68 [killed]"]),
    ("Attendance fell to 30 per cent.", ["30 percent"]),
    ("Nine of the villagers were killed in Ward 4.", ["9 [killed]"]),
    ("The curfew lasted between 12 and 24 hours.", ["12–24 hours [duration]"]),
    ("He made 12 arrests.", ["12 [arrested]"]),
    (
        "Floods in Assam have killed at least 38 people and displaced more than 1.2 lakh residents, officials said on Tuesday.",
        ["at least 38 [killed]", "at least 120,000 [displaced]"],
    ),
    (
        "The budget sets aside Rs 2.5 lakh crore for roads and ₹500 crore for schools, up 12.5 per cent from last year.",
        ["250,000 crore rupees", "500 crore rupees", "12.5 percent [rise]"],
    ),
    (
        "Gunmen abducted 287 pupils from a school in Kaduna on March 7, and 28 of them have since returned.",
        ["287 [abducted]", "28 [returned]"],
    ),
    (
        "Between 10 and 15 gunmen on motorcycles attacked the village, killing nine farmers and wounding three others.",
        ["10–15 [attackers]", "9 [killed]", "3 [injured]"],
    ),
    ("No fewer than 40 houses were burnt and scores of residents fled.", ["at least 40 [destroyed]", "scores"]),
    ("Two or three shots were fired, a witness said.", ["2–3"]),
    (
        "The police chief said 17 suspects, including two women, had been arrested in connection with the 2 June bombing.",
        ["17 [arrested]", "2 [arrested]"],
    ),
    (
        "The army said it lost 11 soldiers while 24 insurgents were neutralised in a week of fighting.",
        ["11 [killed]", "24 [killed]"],
    ),
    (
        "A 6.4-magnitude earthquake killed 57 people, injured 200 and left thousands homeless.",
        ["57 [killed]", "200 [injured]", "thousands [displaced]"],
    ),
    ("The court sentenced 25 civilians to prison terms ranging from two to 10 years.", ["25 [sentenced]", "2–10 years [term]"]),
    (
        "Of the 45 passengers on board, 12 died on the spot and eight more succumbed to their injuries in hospital.",
        ["45", "12 [killed]", "8 [killed]"],
    ),
    ("Some 3,000 families have been displaced since the operation began six weeks ago.", ["about 3,000 [displaced]"]),
    ("The company lost $3.2bn in 2023, nearly twice as much as in 2022.", ["3.2 billion US dollars"]),
    ("Inflation rose to 29.4 percent in April from 28.3 percent in March.", ["29.4 percent", "28.3 percent"]),
    (
        "Twenty-two miners were trapped; sixteen were rescued alive and the bodies of six were recovered.",
        ["22", "16", "6 [killed]"],
    ),
    ("Hundreds of protesters blocked the highway for more than five hours.", ["hundreds", "at least 5 hours [duration]"]),
    ("As many as 1,27,000 voters turned out, about 54% of those registered.", ["127,000", "about 54 percent"]),
    (
        "The death toll from the blast has climbed to 61, with over 150 injured, hospital officials told AFP.",
        ["61 [killed]", "at least 150 [injured]"],
    ),
    (
        "One soldier was martyred and two others sustained injuries when their vehicle hit a roadside bomb.",
        ["1 [killed]", "2 [injured]"],
    ),
    (
        "The committee, headed by Justice (retd) Ali, has given the government 15 days to respond to its 22 recommendations.",
        ["15 days", "22"],
    ),
    (
        "Up to 50,000 people could be forced to leave, the UN warned, adding that 12,000 had already fled.",
        ["at most 50,000", "12,000"],
    ),
    ("Authorities imposed a two-day curfew and suspended mobile services in six districts.", ["2 days", "6"]),
    (
        "In all, 350 kg of explosives, 14 rifles and more than 2,000 rounds of ammunition were seized.",
        ["350 kilograms", "14", "at least 2,000"],
    ),
    (
        "The militants freed four of the 20 hostages after their families paid a ransom of 10 million rupees each.",
        ["4 [released]", "20", "10 million rupees"],
    ),
    ("Fewer than 100 of the 600 detainees have been charged.", ["at most 100", "600"]),
    ("Nearly half a million children are out of school in the province.", ["about 500,000"]),
    (
        "ISPR said that 13 khwarij were sent to hell in two separate operations on December 11-12.",
        ["13 [killed]", "2 [operations]"],
    ),
    (
        "Police fired tear gas at a crowd of around 2,000 to 2,500 demonstrators; at least 30 were hurt.",
        ["about 2,000–2,500", "at least 30 [injured]"],
    ),
    (
        "The report counts 1,166 terrorist attacks and operations in 2024, resulting in 2,546 deaths and 2,267 injuries.",
        ["1,166 [attacks]", "2,546 [killed]", "2,267 [injured]"],
    ),
    (
        "Compared with 2023, fatalities went up by 66 per cent, from 1,533 to 2,546.",
        ["66 percent [rise]", "1,533 [killed]", "2,546 [killed]"],
    ),
    ("A dozen people died and two dozen were wounded when a bus plunged into a ravine.", ["12 [killed]", "24 [injured]"]),
    ("The three-member bench adjourned the hearing of 52 petitions.", ["52"]),
    ("He was killed along with four of his relatives in a drone strike.", ["4"]),
    (
        "The government has spent over Rs1.1 trillion on the project, which employs 4,500 Chinese workers.",
        ["at least 1.1 trillion rupees", "4,500"],
    ),
    ("More than two-thirds of the 1,200 schools remained closed for the tenth day.", ["1,200"]),
    ("The blast left 5 dead, 18 injured.", ["5 [killed]", "18 [injured]"]),
    ("Three people — a woman and two children — were killed in the firing.", ["3 [killed]", "2 [killed]"]),
    ("At least seven, and possibly as many as ten, bodies were pulled from the rubble.", ["at least 7", "10 [killed]"]),
    ("Ten of the 12 crew members were rescued; two are missing.", ["10", "12", "2 [missing]"]),
    ("Karachi recorded 74 street crimes a day, and 104 people lost their lives resisting robbers.", ["74", "104 [killed]"]),
    (
        "Militants ambushed a convoy of the Frontier Corps near Kohlu, martyring 7 personnel and injuring 15.",
        ["7 [killed]", "15 [injured]"],
    ),
    ("The toll included 12 women, nine children and a 70-year-old man.", ["12 [killed]", "9 [killed]"]),
    ("Officials put the number of displaced people at 85,000.", ["85,000 [displaced]"]),
    ("The province reported 295 attacks in 2024, against 110 the year before.", ["295 [attacks]", "110"]),
    ("The MQM leader claimed that 150 of his party's workers had gone missing since 2013.", ["150 [missing]"]),
    ("Clashes between the two tribes have claimed 130 lives in 11 days.", ["130 [killed]"]),
    ("The insurgents suffered heavy losses: 45 killed, 60 wounded and 12 captured.", ["45 [killed]", "60 [injured]", "12"]),
    (
        "Israeli strikes killed at least 22 Palestinians, including six children, in Gaza overnight, medics said.",
        ["at least 22 [killed]", "6 [killed]"],
    ),
    ("Russia launched 81 drones and three missiles; Ukraine shot down 53 of the drones.", ["81", "3", "53"]),
    ("A total of 1,08,000 Afghans holding PoR cards were repatriated in the first half of the year.", ["108,000 [returned]"]),
    ("The ship, with 24 crew on board, was 60 miles off Hodeidah when it was hit.", ["24"]),
    ("The accused was sentenced to 14 years in prison and fined Rs200,000.", ["14 years [term]", "200,000 rupees"]),
    ("She was one of five journalists detained for three weeks in 2022.", ["5 [detained]", "3 weeks [duration]"]),
    (
        "Dozens were killed and hundreds wounded in what residents called the worst night in years.",
        ["dozens [killed]", "hundreds [injured]"],
    ),
    ("Security forces conducted 59,775 operations, an average of 169 a day.", ["59,775 [operations]", "169"]),
    ("Eleven months on, 4 million people in the north still need help.", ["4,000,000"]),
    ("The strike entered its fourth day on Thursday with 70% of shops shut.", ["70 percent"]),
    (
        "At the time of filing this report, 18 bodies had been shifted to the DHQ hospital, of which six were identified.",
        ["18", "6"],
    ),
    ("An estimated 20,000 people attended the funeral of the five victims.", ["20,000", "5"]),
    ("The militants, numbering 20 to 25, fled after a three-hour gun battle.", ["20–25", "3 hours"]),
    ("Rescue 1122 said four bodies and 31 injured were taken to hospital.", ["4", "31 [injured]"]),
    ("Pakistan ranks second among 163 countries on the index.", ["163"]),
    ("The bomber struck at 7:45am, killing himself and three guards of 12 Baloch Regiment.", ["3 [killed]"]),
    (
        "In North Waziristan, two soldiers embraced martyrdom and in Tank, 3 terrorists were killed.",
        ["2 [killed]", "3 [killed]"],
    ),
    (
        "KARACHI: Six people, including two minor girls, drowned when a boat capsized in the Keenjhar Lake on Sunday.",
        ["6 [killed]", "2 [killed]"],
    ),
    (
        "Over 1.5 million cusecs of water passed the barrage; 33 million people were affected.",
        ["at least 1,500,000 cusecs", "33,000,000"],
    ),
    (
        "India's exports fell 9.4% to $34.1 billion, while imports dropped to $55 bn.",
        ["9.4 percent", "34.1 billion US dollars", "55 billion US dollars"],
    ),
    ("The bank has closed 120 branches and laid off 3,400 staff since January.", ["120", "3,400"]),
    ("Nigerian troops rescued 46 hostages and killed eight bandits in Zamfara, an army spokesman said.", ["46", "8 [killed]"]),
    (
        "The wildfire burned 14,000 acres, destroyed 230 homes and forced some 9,000 people to flee.",
        ["14,000 acres", "230 [destroyed]", "about 9,000"],
    ),
    (
        "Kenyan police shot dead at least three protesters; dozens more were injured, rights groups said.",
        ["at least 3 [killed]", "dozens [injured]"],
    ),
    ("Boko Haram fighters killed not less than 30 fishermen near Lake Chad, local sources said.", ["at least 30 [killed]"]),
    ("Two suicide bombers blew themselves up at the gate, and four militants entered the compound.", ["2", "4"]),
    ("A judge remanded seven of the accused for 14 days.", ["7", "14 days [duration]"]),
    ("The ministry said 1,013 of 1,200 applications had been rejected.", ["1,013", "1,200"]),
    (
        "The state owes the contractors Rs 34 crore; another Rs 2.75 crore is disputed.",
        ["34 crore rupees", "2.75 crore rupees"],
    ),
    ("The government will hire 5,000 teachers and build 40 schools over three years.", ["5,000", "40", "3 years"]),
    (
        "Cholera has killed 118 people and infected more than 4,000 in Sudan's Kassala state.",
        ["118 [killed]", "at least 4,000"],
    ),
    ("At least 30,000 children are malnourished, up from 18,000 a year ago.", ["at least 30,000", "18,000"]),
    ("Nearly one million people have fled Rafah since May 6.", ["about 1,000,000"]),
    ("Ukraine's air force said it downed 67 of 75 drones.", ["67", "75"]),
    ("The party won 93 seats, 75 of them in Punjab.", ["93", "75"]),
    ("Unemployment stands at 6.3 per cent, or about 4.5 million people.", ["6.3 percent", "about 4,500,000"]),
    ("The group said it fired 12 rockets; Israel said eight landed in open areas.", ["12", "8"]),
    ("Voters in 37 constituencies will elect 102 members; 1,618 candidates are running.", ["37", "102", "1,618"]),
    ("A 24-hour strike shut 300 flights.", ["24 hours", "300"]),
    ("The killing of three schoolteachers sparked protests in a dozen towns.", ["3 [killed]", "12"]),
    ("Twelve bodies, among them those of four children, were recovered from the well.", ["12", "4"]),
    (
        "Some 40 to 45 militants attacked two check posts, and the exchange of fire continued for three hours.",
        ["about 40–45 [attackers]", "2", "3 hours [duration]"],
    ),
    ("The price of flour rose to Rs160 per kg from Rs95.", ["160 rupees per kilogram", "95 rupees"]),
    ("More than 100,000 Rohingya live in the camp, most of them women and children.", ["at least 100,000"]),
    ("The commission received 10,078 complaints, of which 7,714 were disposed of.", ["10,078", "7,714"]),
    ("A mob of several hundred people torched five houses and a church.", ["several hundred", "5 [destroyed]"]),
    ("The convoy of 30 trucks carrying 900 tonnes of wheat reached Gaza.", ["30", "900 tonnes"]),
    ("The two sides exchanged 95 prisoners each.", ["95"]),
    (
        "Heavy rains killed 11, injured 23 and damaged 151 houses in Balochistan, the PDMA said.",
        ["11 [killed]", "23 [injured]", "151 [damaged]"],
    ),
    ("Eight of the nine victims were women.", ["8", "9"]),
    (
        "The insurgency has cost 40,000 lives and displaced two million people since 2009.",
        ["40,000 [killed]", "2,000,000 [displaced]"],
    ),
    ("Of the total, 5 lakh were women.", ["500,000"]),
    ("Hundreds of thousands marched; police made 212 arrests.", ["hundreds of thousands", "212 [arrested]"]),
    ("Between six and eight assailants stormed the bank and took Rs4.2 million.", ["6–8 [attackers]", "4.2 million rupees"]),
    ("He has served 11 years of a 25-year sentence.", ["11 years", "25 years"]),
    ("About three dozen students fell ill, six of them seriously.", ["about 36", "6"]),
    (
        "The ordinance gives investors up to 90 days to comply and fines of not more than Rs5 million.",
        ["at most 90 days", "at most 5 million rupees"],
    ),
    ("Casualties: 3 killed, 9 wounded (2 critically).", ["3 [killed]", "9 [injured]", "2"]),
    ("No less than 70 percent of the victims were under 18.", ["at least 70 percent"]),
    (
        "Security forces killed 4 militants, including two commanders, and arrested six others in three raids.",
        ["4 [killed]", "2 [killed]", "6 [arrested]", "3"],
    ),
    ("It was the 12th attack this year; the previous eleven killed 88 people.", ["11", "88 [killed]"]),
    ("Police recovered 5kg of heroin, 2 pistols and Rs. 1,20,000 in cash.", ["5 kilograms", "2", "120,000 rupees"]),
    ("Fifteen labourers from Punjab were abducted on Friday; 13 were freed a day later.", ["15 [abducted]", "13 [released]"]),
    (
        "The militants held some 440 passengers hostage for 30 hours; 26 died.",
        ["about 440", "30 hours [duration]", "26 [killed]"],
    ),
    ("The prime minister announced compensation of Rs2m for each of the 21 families.", ["2 million rupees", "21"]),
    ("At least 1,600 Afghans crossed in the past 24 hours.", ["at least 1,600"]),
    ("One policeman and one passer-by were wounded.", ["1 [injured]", "1 [injured]"]),
    (
        "Landslides triggered by monsoon rain killed 19 people in Kerala on Tuesday, taking the toll in three days to 47.",
        ["19 [killed]", "47 [killed]"],
    ),
    ("Doctors Without Borders said its clinic treated 312 patients, 80 of whom were children under five.", ["312", "80"]),
    ("The United Nations estimates that 14.6 million Sudanese, or one in three, need aid.", ["14,600,000"]),
    ("The central bank raised its key rate by 150 basis points to 21%.", ["150", "21 percent"]),
    ("Sales rose 8 per cent to €2.4bn in the quarter, the company said.", ["8 percent", "2.4 billion euros"]),
    ("More than 1,300 flights were cancelled and 6,000 delayed.", ["at least 1,300", "6,000"]),
    ("Ferry disaster: 51 bodies recovered, 30 still missing", ["51", "30 [missing]"]),
    ("Gunmen kill 12 in attack on mosque", ["12 [killed]"]),
    ("3 killed, 15 hurt as bus overturns near Multan", ["3 [killed]", "15 [injured]"]),
    ("Mexico's navy seized 3.5 tons of cocaine; 11 men were arrested aboard two boats.", ["3.5 tonnes", "11 [arrested]", "2"]),
    (
        "The earthquake flattened nearly 2,000 homes in 14 villages and left at least 1,482 people dead.",
        ["about 2,000", "14", "at least 1,482 [killed]"],
    ),
    ("A teenager was among the six wounded.", ["6 [injured]"]),
    ("Rebels released 45 of the 79 soldiers they captured in June.", ["45 [released]", "79"]),
    ("The number of people executed rose from 576 to 853 last year, Amnesty said.", ["576 [killed]", "853 [killed]"]),
    ("Some 70,000 Haitians fled the capital within a month.", ["about 70,000"]),
    ("Prosecutors want 20 years for the general and life sentences for two colonels.", ["20 years", "2"]),
    ("The strike killed a commander and at least two of his bodyguards.", ["at least 2 [killed]"]),
    ("About a third of the 120,000 residents have returned.", ["120,000"]),
    (
        "Ethiopian forces killed more than 200 civilians, including 45 children; the government put the figure at 73.",
        ["at least 200 [killed]", "45 [killed]", "73"],
    ),
    ("He said 300-400 fighters crossed the border; locals spoke of a thousand.", ["300–400"]),
    ("An avalanche buried a dozen climbers, four of whom survived.", ["12", "4"]),
    ("The opposition won 112 of 225 seats.", ["112", "225"]),
    ("Turnout was 46.2%, the lowest since 1990.", ["46.2 percent"]),
    (
        "Goods, including 4,000 tents and 10,000 blankets, reached Sindh, where 1.8 million acres of crops are under water.",
        ["4,000", "10,000", "1,800,000 acres"],
    ),
    ("Every one of the 16 miners was accounted for.", ["16"]),
    ("No fewer than three of the victims were below the age of ten.", ["at least 3"]),
    ("Residents counted some 20 explosions.", ["about 20"]),
    (
        "The bank approved a $700 million loan, of which $250m will be paid this year.",
        ["700 million US dollars", "250 million US dollars"],
    ),
    ("The ministry reported 41 new cases, bringing the total to 1,208, and two deaths.", ["41 [cases]", "1,208", "2 [killed]"]),
    (
        "Around 250 protesters, 60 of them women, were detained for up to 48 hours.",
        ["about 250 [detained]", "60 [detained]", "at most 48 hours [duration]"],
    ),
    (
        "The hospital received 27 dead and 102 injured, among them eight children.",
        ["27 [killed]", "102 [injured]", "8 [injured]"],
    ),
    ("ISIL claimed the attack, in which 137 people died and another 180 were injured.", ["137 [killed]", "180 [injured]"]),
    ("Of 4,500 inmates, 1,200 escaped; 35 have been recaptured.", ["4,500", "1,200 [escaped]", "35"]),
    ("Two-year-old twins were the youngest of the 11 killed.", ["11 [killed]"]),
    ("A Swiss court fined the bank 13.5 million Swiss francs.", ["13.5 million francs"]),
    ("Exports of mangoes fell by a quarter to 90,000 tonnes.", ["90,000 tonnes"]),
    ("The minister said 60 to 70 per cent of the work had been completed.", ["60–70 percent"]),
    ("Fighting has displaced 600,000 people, most of them farmers, over the past year.", ["600,000 [displaced]"]),
    ("The Senate voted 65-4 on Sunday.", ["65 [votes]", "4 [votes]"]),
    ("Officials put the toll at 9 on Monday.", ["9 [killed]"]),
    ("Dead: 12. Injured: 30.", ["12 [killed]", "30 [injured]"]),
    ("Sixty of the injured were in critical condition.", ["60 [injured]"]),
    ("A family of five was killed.", ["5 [killed]"]),
    ("The BLA put the number of soldiers killed at 130, a claim that could not be verified.", ["130 [killed]"]),
    ("The monthly average rose from 53.75 attacks last year to 74.", ["53.75 [attacks]", "74"]),
    ("Of the 103 detainees, 20 had already been released.", ["103", "20 [released]"]),
    ("All routes have been closed for the past 72 days.", ["72 days [duration]"]),
    ("The government saw double the activity for the first 11 months.", []),
    ("Alau dam, 20 km (12 miles) south of Maiduguri, gave way after a week, and a mother of six lost two goats.", ["2"]),
    ("Over hundred protesters were held.", ["at least 100"]),
    ("The talks went on for about an hour.", ["about 1 hours [duration]"]),
    ("It cost billions of US dollars.", ["billions US dollars"]),
    ("The fine was 3 million Australian dollars.", ["3,000,000"]),
    ("It lasted three more days.", ["3 days [duration]"]),
    ("Twenty people may also be released.", ["20"]),
    ("Ten bomb and grenade attacks were reported.", ["10 [attacks]"]),
    ("At least 12 men of Lt. Col. Khan were killed.", ["at least 12 [killed]"]),
    ("There were 561 terror attacks.", ["561"]),
    ("Two police checkposts were destroyed.", ["2 [destroyed]"]),
    ("At least one police official dead.", ["at least 1 [killed]"]),
    ("Doctors said 27 injured individuals were brought in.", ["27 [injured]"]),
    ("A policeman was arrested for killing by 12 villagers.", ["12"]),
    ("Two men were hurt, one killed, 12 officers said.", ["2 [injured]", "1 [killed]", "12"]),
    ("The army conducts 169 operations daily.", ["169"]),
    ("There were 532 in Balochistan and four in Sindh.", ["532", "4"]),
    ("In the area 12 were killed.", ["12 [killed]"]),
    ("They killed more than 2000 people.", ["at least 2,000 [killed]"]),
    ("AT LEAST 50 PEOPLE KILLED AND 120 OTHERS INJURED IN SUICIDE BLAST", ["at least 50 [killed]", "120 [injured]"]),
    ("Twelve Soldiers Killed, Five Hurt as Convoy Hits Mine", ["12 [killed]", "5 [injured]"]),
    (
        "Seven (7) vehicles and Rs. 25 lakh were seized, and a total of thirty-one (31) persons were arrested.",
        ["7", "25 lakh rupees", "31 [arrested]"],
    ),
    ("At 3.7 per cent, growth was slow.", ["3.7 percent"]),
    ("The operation has so far killed 60, wounded 112 and captured 45.", ["60 [killed]", "112 [injured]", "45"]),
    ("The strikes killed 42 in a day, taking the total since October 7 to 41,020.", ["42 [killed]", "41,020"]),
    ("Police counted at least 12 soldiers.", ["at least 12"]),
    ("More than 12 soldiers stood there.", ["at least 12"]),
    ("Over 12 soldiers stood there.", ["at least 12"]),
    ("Upwards of 12 soldiers stood there.", ["at least 12"]),
    ("No fewer than 12 soldiers were killed.", ["at least 12 [killed]"]),
    ("Up to 12 soldiers were killed.", ["at most 12 [killed]"]),
    ("As many as 12 soldiers were killed.", ["12 [killed]"]),
    ("At most 12 soldiers were killed.", ["at most 12 [killed]"]),
    ("Fewer than 12 soldiers were killed.", ["at most 12 [killed]"]),
    ("Under 12 soldiers were left.", ["at most 12"]),
    ("Between 12 and 15 soldiers were killed.", ["12–15 [killed]"]),
    ("From 12 to 15 soldiers are posted at each gate.", ["12–15"]),
    ("12-15 soldiers were killed.", ["12–15 [killed]"]),
    ("Twelve or thirteen soldiers were killed.", ["12–13 [killed]"]),
    ("Nearly 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Almost 40 soldiers were killed.", ["about 40 [killed]"]),
    ("About 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Around 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Some 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Roughly 40 soldiers were killed.", ["about 40 [killed]"]),
    ("An estimated 40 soldiers were killed.", ["40 [killed]"]),
    ("Dozens of soldiers were killed.", ["dozens [killed]"]),
    ("Scores of soldiers were killed.", ["scores [killed]"]),
    ("Hundreds of soldiers were killed.", ["hundreds [killed]"]),
    ("Several soldiers were killed.", ["several [killed]"]),
    ("A dozen soldiers were killed.", ["12 [killed]"]),
    ("Half a dozen soldiers were killed.", ["6 [killed]"]),
    ("Half-a-dozen soldiers were killed.", ["6 [killed]"]),
    ("Two dozen soldiers were killed.", ["24 [killed]"]),
    ("A score of soldiers were killed.", ["a score [killed]"]),
    ("A couple of soldiers were killed.", ["a couple [killed]"]),
    ("40-plus soldiers were killed.", ["at least 40 [killed]"]),
    ("40 plus soldiers were killed.", ["at least 40 [killed]"]),
    ("100+ soldiers were killed.", ["at least 100 [killed]"]),
    ("12 soldiers died and 30 others were wounded.", ["12 [killed]", "30 [injured]"]),
    ("Another 30 were wounded.", ["30 [injured]"]),
    ("Thirty more were wounded.", ["30 [injured]"]),
    ("The toll rose to 41 from 38.", ["41 [killed]", "38 [killed]"]),
    ("The death toll rose from 38 to 41.", ["38 [killed]", "41 [killed]"]),
    ("Forty people, including 12 soldiers, were killed.", ["40 [killed]", "12 [killed]"]),
    ("Forty people, 12 of them civilians, were killed.", ["40 [killed]", "12 [killed]"]),
    ("12 soldiers, three policemen and a child were killed.", ["12 [killed]", "3 [killed]"]),
    ("All six were killed.", ["6 [killed]"]),
    ("All six suspects were arrested.", ["6 [arrested]"]),
    ("A woman and her two children were killed.", ["2 [killed]"]),
    ("The army killed 1,25,000 locusts.", ["125,000 [killed]"]),
    ("1.2 million people were displaced.", ["1,200,000 [displaced]"]),
    ("12\u2009500 people were displaced.", ["12,500 [displaced]"]),
    ("12\u00a0500 people were displaced.", ["12,500 [displaced]"]),
    ("Rs 3.5bn was spent.", ["3.5 billion rupees"]),
    ("$10m was paid.", ["10 million US dollars"]),
    ("It fell by 12 per cent.", ["12 percent [fall]"]),
    ("It fell by 12 percentage points.", ["12 percentage points [fall]"]),
    ("Twelve or more soldiers were killed.", ["at least 12 [killed]"]),
    ("12 soldiers or more were killed.", ["at least 12 [killed]"]),
    ("A minimum of 12 soldiers were killed.", ["at least 12 [killed]"]),
    ("Just over 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Just under 40 soldiers were killed.", ["about 40 [killed]"]),
    ("Well over 40 soldiers were killed.", ["at least 40 [killed]"]),
    ("Not less than 40 soldiers were killed.", ["at least 40 [killed]"]),
    ("40 to 50 soldiers were killed.", ["40–50 [killed]"]),
    ("Anywhere from 40 to 50 soldiers were killed.", ["40–50 [killed]"]),
    ("Somewhere between 40 and 50 soldiers were killed.", ["40–50 [killed]"]),
    ("Two to three soldiers were killed.", ["2–3 [killed]"]),
    ("Two or three soldiers were killed.", ["2–3 [killed]"]),
    ("40 odd soldiers were killed.", ["about 40 [killed]"]),
    ("40-odd soldiers were killed.", ["about 40 [killed]"]),
    ("Forty or so soldiers were killed.", ["about 40 [killed]"]),
    ("Hundreds of thousands were displaced.", ["hundreds of thousands [displaced]"]),
    ("Tens of thousands of people fled.", ["tens of thousands"]),
    ("A handful of rebels surrendered.", ["a handful [surrendered]"]),
    ("One hundred and fifty rebels surrendered.", ["150 [surrendered]"]),
    ("Two hundred rebels surrendered.", ["200 [surrendered]"]),
    ("A hundred rebels surrendered.", ["100 [surrendered]"]),
    ("Twenty-one rebels surrendered.", ["21 [surrendered]"]),
    ("Twenty one rebels surrendered.", ["21 [surrendered]"]),
    ("One and a half million people were displaced.", ["1,500,000 [displaced]"]),
    ("2½ million people were displaced.", ["2,500,000 [displaced]"]),
    ("1.5 lakh people were displaced.", ["150,000 [displaced]"]),
    ("Rs 2.5 crore was recovered.", ["2.5 crore rupees"]),
    ("Rs 50 lakh was recovered.", ["50 lakh rupees"]),
    ("The number of dead is now 31.", ["31 [killed]"]),
    ("Casualties stood at 31.", ["31"]),
    ("Forty soldiers at the very least were killed.", ["at least 40 [killed]"]),
    ("At least 40, perhaps 50, soldiers were killed.", ["at least 40", "50 [killed]"]),
    ("Possibly as many as 60 people were killed.", ["60 [killed]"]),
    ("~40 people were killed.", ["about 40 [killed]"]),
    (">40 people were killed.", ["at least 40 [killed]"]),
    ("40% of them are children.", ["40 percent"]),
    ("Forty per cent of the victims are children.", ["40 percent"]),
    ("Close to 40 people were killed.", ["about 40 [killed]"]),
    ("Not more than 40 people were killed.", ["at most 40 [killed]"]),
    ("In excess of 40 people were killed.", ["at least 40 [killed]"]),
    ("A maximum of 40 people can enter.", ["at most 40"]),
    ("Exactly 40 people were killed.", ["40 [killed]"]),
    ("Only 40 people came.", ["40"]),
    ("A total of 40 people were killed.", ["40 [killed]"]),
    ("40 people in total were killed.", ["40 [killed]"]),
    ("It takes at least 15 to 20 men.", ["at least 15"]),
    ("The attackers numbered up to 30.", ["at most 30"]),
    ("Both men were killed.", []),
    ("No one was killed.", []),
    ("Five men were martyred.", ["5 [killed]"]),
    ("Five personnel embraced shahadat in the raid.", ["5 [killed]"]),
    ("Five soldiers attained martyrdom in Bannu.", ["5 [killed]"]),
    ("Five soldiers laid down their lives in Bannu.", ["5 [killed]"]),
    ("Five people lost their lives in the blast.", ["5 [killed]"]),
    ("The blast claimed five lives.", ["5 [killed]"]),
    ("The blast claimed the lives of five people.", ["5 [killed]"]),
    ("Five lives were lost.", ["5 [killed]"]),
    ("Five dead bodies were recovered.", ["5 [killed]"]),
    ("Rescuers recovered five bodies.", ["5"]),
    ("The bodies of five miners were found.", ["5 [killed]"]),
    ("The attack caused 12 casualties.", ["12"]),
    ("Five fatalities were reported.", ["5 [killed]"]),
    ("The fire left five dead and seven hurt.", ["5 [killed]", "7 [injured]"]),
    ("Five people perished.", ["5 [killed]"]),
    ("Five people were gunned down.", ["5 [killed]"]),
    ("Five people were shot dead.", ["5 [killed]"]),
    ("Five people were beheaded.", ["5 [killed]"]),
    ("Five people were executed.", ["5 [killed]"]),
    ("Five people were lynched by a mob.", ["5 [killed]"]),
    ("Five men succumbed to their wounds.", ["5 [killed]"]),
    ("Troops gunned down five terrorists.", ["5 [killed]"]),
    ("Troops eliminated five terrorists.", ["5 [killed]"]),
    ("Troops neutralised five terrorists.", ["5 [killed]"]),
    ("Five terrorists were sent to hell.", ["5 [killed]"]),
    ("Five khwarij were dispatched to hell.", ["5 [killed]"]),
    ("Troops dispatched five khawarij to hell.", ["5 [killed]"]),
    ("Troops took out five terrorists.", ["5"]),
    ("Five terrorists were liquidated.", ["5 [killed]"]),
    ("The encounter left five militants dead.", ["5 [killed]"]),
    ("Five were pronounced dead on arrival.", ["5 [killed]"]),
    ("A bomb ripped through a bazaar, killing five.", ["5 [killed]"]),
    ("A drone strike killed five.", ["5 [killed]"]),
    ("Five people drowned.", ["5 [killed]"]),
    ("Five people burnt to death.", ["5 [killed]"]),
    ("Five workers were crushed to death.", ["5 [killed]"]),
    ("Five people were wounded.", ["5 [injured]"]),
    ("Five people were hurt.", ["5 [injured]"]),
    ("Five people sustained burns.", ["5 [injured]"]),
    ("Five people suffered injuries.", ["5 [injured]"]),
    ("Five people received bullet wounds.", ["5 [injured]"]),
    ("Five people are being treated in hospital.", ["5"]),
    ("Five people were rushed to hospital.", ["5"]),
    ("Five people are missing.", ["5 [missing]"]),
    ("Five people went missing.", ["5 [missing]"]),
    ("Five people remain unaccounted for.", ["5 [missing]"]),
    ("Gunmen abducted five people.", ["5 [abducted]"]),
    ("Five people were kidnapped for ransom.", ["5 [abducted]"]),
    ("Militants took five people hostage.", ["5"]),
    ("Five people were taken hostage.", ["5 [abducted]"]),
    ("Five people were whisked away by armed men.", ["5 [abducted]"]),
    ("Five people were arrested.", ["5 [arrested]"]),
    ("Police nabbed five people.", ["5 [arrested]"]),
    ("Police apprehended five people.", ["5 [arrested]"]),
    ("Five people were taken into custody.", ["5 [arrested]"]),
    ("Five people were detained.", ["5 [detained]"]),
    ("Five people were rounded up.", ["5 [arrested]"]),
    ("Police booked five people for rioting.", ["5 [accused]"]),
    ("Five rebels surrendered to the authorities.", ["5 [surrendered]"]),
    ("Five rebels laid down their weapons.", ["5 [surrendered]"]),
    ("Five rebels turned themselves in.", ["5 [surrendered]"]),
    ("Five rebels gave themselves up.", ["5 [surrendered]"]),
    ("Floods displaced 500 families.", ["500 [displaced]"]),
    ("About 500 people were forced to flee their homes.", ["about 500 [displaced]"]),
    ("About 500 people fled their homes.", ["about 500 [displaced]"]),
    ("Five hostages were freed.", ["5 [released]"]),
    ("Five hostages were rescued.", ["5"]),
    ("Five prisoners broke out of jail.", ["5 [escaped]"]),
    ("Five men were sentenced to death.", ["5 [sentenced]"]),
    ("Five men were hanged.", ["5 [killed]"]),
    ("Five refugees were deported.", ["5 [deported]"]),
    ("Five vehicles were set ablaze.", ["5 [destroyed]"]),
    ("The mob torched five vehicles.", ["5 [destroyed]"]),
    ("Five houses were damaged.", ["5 [damaged]"]),
    ("Five attackers stormed the post.", ["5 [attackers]"]),
    ("The five attackers were killed.", ["5 [killed]"]),
    ("Two soldiers and five militants were killed and nine wounded.", ["2 [killed]", "5 [killed]", "9 [injured]"]),
    ("Two soldiers were killed, five injured and three kidnapped.", ["2 [killed]", "5 [injured]", "3 [abducted]"]),
    ("Two soldiers were killed while five militants were arrested.", ["2 [killed]", "5 [arrested]"]),
    ("After two soldiers were killed, police arrested five men.", ["2 [killed]", "5 [arrested]"]),
    ("Police arrested five men after two soldiers were killed.", ["5 [arrested]", "2 [killed]"]),
    ("Five suspects in the killing of two soldiers were arrested.", ["5", "2 [killed]"]),
    ("Police arrested five men accused of killing two soldiers.", ["5 [arrested]", "2 [killed]"]),
    ("Five soldiers who killed two boys were arrested.", ["5", "2 [killed]"]),
    (
        "Ten people were killed, including four women, three children and two soldiers.",
        ["10 [killed]", "4 [killed]", "3 [killed]", "2 [killed]"],
    ),
    ("Four women and three children were among the dead.", ["4 [killed]", "3 [killed]"]),
    ("Among the dead were four women and three children.", ["4 [killed]", "3 [killed]"]),
    ("Of the 20 wounded, six are in critical condition.", ["20", "6"]),
    ("The dead include four women.", ["4 [killed]"]),
    ("The injured included four women.", ["4 [injured]"]),
    ("Four women are among the injured.", ["4 [injured]"]),
    ("Those killed included four women.", ["4 [killed]"]),
    ("The blast killed four and injured nine.", ["4 [killed]", "9 [injured]"]),
    ("Killed: 4, injured: 9.", ["4 [killed]", "9 [injured]"]),
    ("4 killed, 9 injured in blast", ["4 [killed]", "9 [injured]"]),
    ("Four killed as van falls into ravine", ["4 [killed]"]),
    ("Security forces foiled five attacks.", ["5 [attacks]"]),
    ("Five suicide attacks took place.", ["5 [attacks]"]),
    ("Five blasts rocked the city.", ["5"]),
    ("Five operations were conducted.", ["5 [operations]"]),
    ("Five IBOs were conducted.", ["5 [operations]"]),
    ("Attacks fell 12 per cent.", ["12 percent"]),
    ("Attacks rose by 12 per cent.", ["12 percent [rise]"]),
    ("A 12 per cent drop in attacks was seen.", ["12 percent [fall]"]),
    ("Attacks were up 12 per cent.", ["12 percent [rise]"]),
    ("Attacks increased 12 per cent.", ["12 percent"]),
    ("The province accounted for 12 per cent of attacks.", ["12 percent [share]"]),
    ("Two men were charged with the murder of three girls.", ["2 [accused]", "3 [killed]"]),
    ("The murder of three girls shocked the city.", ["3 [killed]"]),
    ("The abduction of three girls shocked the city.", ["3 [abducted]"]),
    ("The arrest of three men was announced.", ["3 [arrested]"]),
    ("Police said three men had been arrested and two vehicles seized.", ["3 [arrested]", "2"]),
    ("Three men were let off with a warning.", ["3"]),
    ("Three bodies were found in a gutter.", ["3 [killed]"]),
    ("Three bullet-riddled bodies were found.", ["3 [killed]"]),
    ("Three soldiers were killed and their vehicle was destroyed.", ["3 [killed]"]),
    ("Police killed three robbers in two encounters.", ["3 [killed]", "2"]),
    ("Three people died of heatstroke.", ["3 [killed]"]),
    ("Three people have died since Monday.", ["3 [killed]"]),
    ("The toll has reached 45.", ["45 [killed]"]),
    ("The death toll stands at 45.", ["45 [killed]"]),
    ("The toll climbed to 45.", ["45 [killed]"]),
    ("The death count is 45.", ["45 [killed]"]),
    ("45 deaths were confirmed.", ["45 [killed]"]),
    ("Gunfire killed three, including two brothers, and wounded their father.", ["3 [killed]", "2 [killed]"]),
    ("Three of the five attackers were killed.", ["3 [killed]", "5"]),
    ("Three of the five hostages were freed and two killed.", ["3 [released]", "5", "2 [killed]"]),
    ("killing 33 militants and rescuing 346 hostages", ["33 [killed]", "346"]),
    ("21 passengers and four soldiers were martyred", ["21 [killed]", "4 [killed]"]),
    ("more than 450 passengers aboard the nine-coach train", ["at least 450"]),
    ("all 33 terrorists involved were killed", ["33 [killed]"]),
    ("a 30-hour siege", ["30 hours"]),
    ("at least eight people, including three schoolgirls, were killed", ["at least 8 [killed]", "3 [killed]"]),
    ("left 40 students injured, many of them critically", ["40 [injured]"]),
    ("the toll from the school bus bombing rose to 10", ["10 [killed]"]),
    ("six Indian fighter jets were shot down", ["6"]),
    ("claimed the lives of 40 civilians and injured 121 others", ["40 [killed]", "121 [injured]"]),
    ("31 civilians martyred, 57 wounded in Indian strikes", ["31 [killed]", "57 [injured]"]),
    ("India said it hit nine sites", ["9"]),
    ("26 tourists were gunned down in Pahalgam", ["26 [killed]"]),
    ("13 personnel of the armed forces embraced martyrdom, 78 were injured", ["13 [killed]", "78 [injured]"]),
    ("downed 77 Israeli-made drones", ["77"]),
    ("nearly 85,000 Afghans left in a month", ["about 85,000"]),
    ("expelled more than 19,500 Afghans in April", ["at least 19,500"]),
    ("up to three million Afghans could be sent back", ["at most 3,000,000"]),
    ("monsoon rains have claimed 1,006 lives since June 26", ["1,006 [killed]"]),
    ("307 people dead in 48 hours of flash floods in KP", ["307 [killed]"]),
    ("2.6 million people evacuated", ["2,600,000"]),
    ("submerged 1.3m acres of farmland", ["1,300,000 acres"]),
    ("270 of the dead were children", ["270 [killed]"]),
    ("jumped 34% to 134 attacks in August", ["34 percent", "134 [attacks]"]),
    ("the deadliest month in over a decade with 143 attacks", ["143 [attacks]"]),
    (
        "194 people were killed including 52 security forces personnel, 42 civilians and 100 militants",
        ["194 [killed]", "52 [killed]", "42 [killed]", "100 [killed]"],
    ),
    ("twelve soldiers and 13 militants died in a clash in Waziristan", ["12 [killed]", "13 [killed]"]),
    ("19 troops, including a lieutenant colonel, were martyred in Orakzai", ["19 [killed]"]),
    ("30 khwarij involved in the incident sent to hell", ["30 [killed]"]),
    ("over 200 Taliban and affiliated terrorists have been neutralised", ["at least 200 [killed]"]),
    ("21 hostile positions were captured", ["21"]),
    ("three cricketers among eight people killed in Paktika", ["3 [killed]", "8 [killed]"]),
    ("12 killed, 36 hurt in Islamabad court blast", ["12 [killed]", "36 [injured]"]),
    ("a suicide bomber killed 31 worshippers at an imambargah", ["31 [killed]"]),
    ("169 were being treated at PIMS and Polyclinic", ["169"]),
    ("145 terrorists killed in 40 hours of operations", ["145 [killed]"]),
    (
        "17 security personnel and 31 civilians lost their lives in coordinated attacks in 12 towns",
        ["17 [killed]", "31 [killed]", "12"],
    ),
    ("59 people have been confirmed dead in the Gul Plaza fire", ["59 [killed]"]),
    ("73 persons still missing", ["73 [missing]"]),
    ("killed 12 in Sector G-9", ["12 [killed]"]),
    ("44 were injured on the N-5", ["44 [injured]"]),
    ("visibility was low when the bus fell, killing 12", ["12 [killed]"]),
    ("he was 61 when 14 students were hurt", ["14 [injured]"]),
    ("a three-day mourning period", ["3 days"]),
    ("the tally of polio cases reached 30", ["30"]),
    ("sentenced to 14 years' rigorous imprisonment", ["14 years [term]"]),
    ("108 PTI leaders and workers were handed down jail terms of up to 10 years", ["108", "at most 10 years [term]"]),
    ("convicted 196 of 274 accused", ["196 [sentenced]", "274"]),
    ("a fine of Rs500,000 each on 17 accused", ["500,000 rupees", "17"]),
    ("compensation of Rs10 million for the family of each martyr", ["10 million rupees"]),
    ("Rs2.55 trillion for defence, a 20% hike", ["2.55 trillion rupees", "20 percent [rise]"]),
    ("a 19 per cent tariff", ["19 percent"]),
    ("the bill sailed through with 234 votes in favour and four against", ["234 [votes]", "4"]),
    ("64 senators voted for the amendment", ["64"]),
    ("two-thirds of 336 seats", ["336"]),
    ("suspended internet for 16 days in Balochistan", ["16 days [duration]"]),
    ("gave the protesters 24 hours to disperse", ["24 hours"]),
    ("17 of the 38 demands had been accepted", ["17", "38 [demands]"]),
    ("ten people, three of them policemen, died in AJK clashes", ["10 [killed]", "3 [killed]"]),
    ("more than 172 policemen were injured, 12 of them critically", ["at least 172 [injured]", "12"]),
    ("recovered 11 bullet-riddled bodies", ["11"]),
    ("nine passengers offloaded from two buses and shot dead in Zhob", ["9", "2"]),
    ("a colonel and two soldiers", ["2"]),
    ("the second attack on the train in three months", []),
    ("around 3,000 to 4,000 fighters operating from Afghan soil", ["about 3,000–4,000"]),
    ("a bounty of $10 million", ["10 million US dollars"]),
    ("75,075 intelligence-based operations, averaging 206 a day", ["75,075 [operations]", "206"]),
    ("1,235 martyrs, including 582 from the army", ["1,235 [killed]", "582 [killed]"]),
    ("2,597 terrorists were eliminated in 2025", ["2,597 [killed]"]),
    ("5,397 terrorist incidents, of which 3,811 were in KP", ["5,397 [incidents]", "3,811"]),
    ("The army denied involvement in the attack that killed 12 people.", ["12 [killed]"]),
    ("The minister denied that the army was behind the raid that killed 12 people.", ["12 [killed]"]),
    ("The army denied that 12 soldiers were killed, but locals said 15 died.", ["15 [killed]"]),
    ("The army rejected the claim and said 12 rebels were killed.", ["12 [killed]"]),
    ("The court dismissed claims of 12 petitioners.", ["12"]),
    ("12 suspects were denied bail.", ["12"]),
    ("The floods may have killed 100 people.", ["100 [killed]"]),
    ("The families would have to leave 500 houses.", ["500"]),
    ("The aid will reach 12 villages.", ["12"]),
    ("Growth is expected to reach 3.5 per cent.", ["3.5 percent"]),
    ("Not only 12 soldiers but also three civilians were killed.", ["12", "3 [killed]"]),
    ("Not one but two soldiers were killed.", ["2 [killed]"]),
    ("Five, not seven, people were killed.", ["5 [killed]"]),
    ("Five people, not seven, were killed.", ["5"]),
    ("5 (not 7) people were killed.", ["5 [killed]"]),
    ("Five rather than seven people were killed.", ["5 [killed]"]),
    ("Five people were neither killed nor injured.", ["5"]),
    ("It landed without injuring any of the 30 passengers.", ["30"]),
    ("None of the 30 passengers were hurt.", ["30"]),
    ("Not all of the 12 soldiers were killed.", ["12"]),
    ("14 more people were killed on Monday.", ["14 [killed]"]),
    ("The toll is just short of 100.", ["about 100 [killed]"]),
    ("Two-thirds of 300 were killed.", ["300"]),
    ("Most of the 30 passengers were injured.", ["30"]),
    ("About 40 per cent of the 300 passengers died.", ["about 40 percent", "300"]),
    ("2 out of 10 people were killed.", ["2 [killed]", "10"]),
    ("Three out of the 20 hostages were killed.", ["3 [killed]", "20"]),
    ("Out of 20 hostages, three were killed.", ["20", "3 [killed]"]),
    ("12 500 people were killed.", ["12,500 [killed]"]),
    ("Some 250 000 people were displaced.", ["about 250,000 [displaced]"]),
    ("In Punjab 1 234 567 people were displaced.", ["1,234,567 [displaced]"]),
    ("On May 12 500 people were killed.", ["500 [killed]"]),
    ("2 500 kg bombs were dropped.", ["500 kilograms"]),
    ("Some 12 thousand 500 people were killed.", ["about 12,500 [killed]"]),
    ("Twelve thousand 500 people were killed.", ["12,500 [killed]"]),
    ("2 lakh 50,000 people were displaced.", ["250,000 [displaced]"]),
    ("Of the 5 million 300 died.", ["300 [killed]"]),
    ("Two score people were killed.", ["40 [killed]"]),
    ("About 5 \u00b1 2 people were killed.", ["about 5 [killed]"]),
    ("About 40 people, give or take 5, were killed.", ["about 40 [killed]"]),
    ("From 5 to 7 people were killed.", ["5\u20137 [killed]"]),
    ("12 people at most were killed.", ["at most 12 [killed]"]),
    ("12 people at least were killed.", ["at least 12 [killed]"]),
    ("12 at least were killed.", ["at least 12 [killed]"]),
    ("12 people, at least five of them women, were killed.", ["12 [killed]", "at least 5 [killed]"]),
    ("Of the 12 at least five were women.", ["at least 5"]),
    ("2 1/2 million people were displaced.", ["2,500,000 [displaced]"]),
    ("1/2 million people were displaced.", ["500,000 [displaced]"]),
    ("Section 7(1), 3 killed", ["3 [killed]"]),
    ("Killed in 2023: 12", ["12 [killed]"]),
    ("Two-dozen houses were burned.", ["24 [destroyed]"]),
    ("More than four-hundred people were killed.", ["at least 400 [killed]"]),
    ("Two-hundred-and-twelve people were killed.", ["212 [killed]"]),
    ("One-hundred-twenty men and some two-million women were displaced.", ["120 [displaced]", "about 2,000,000 [displaced]"]),
    ("A 2-million dollar road was built.", ["2 million US dollars"]),
    ("Two- to three-dozen men were arrested.", ["24\u201336 [arrested]"]),
    ("Contrary to claims of 90 dead, only 14 died.", ["14 [killed]"]),
    ("Only 14 died, contrary to claims of 90 dead.", ["14 [killed]"]),
    ("If the 12 hostages are freed, the 30 rebels will be.", ["12", "30"]),
    ("Dozens, if not hundreds, of people died.", ["hundreds [killed]"]),
    ("The attack, meant to free 12 prisoners, killed 30 people.", ["30 [killed]"]),
    ("It is feared that 12 people may have died.", ["12"]),
    ("He warned that 12 people had been killed.", ["12 [killed]"]),
    ("Seven militants were killed on May 5 and 12 on May 6.", ["7 [killed]", "12 [killed]"]),
    ("Seven were killed in Quetta and 12 in Pishin.", ["7 [killed]", "12 [killed]"]),
    ("Seven were killed in Quetta and 12 in Pishin were injured.", ["7 [killed]", "12 [injured]"]),
    ("Seven were killed in the attack and 12 in hospital.", ["7 [killed]", "12"]),
    ("Attacks (12): 30 killed", ["12 [attacks]", "30 [killed]"]),
    ("As many as eight, if not more, were killed.", ["at least 8 [killed]"]),
    ("One Frontier Corps man was killed and 12 Frontier Corps soldiers were hurt.", ["1 [killed]", "12 [injured]"]),
    ("15 killed, scores wounded.", ["15 [killed]", "scores [injured]"]),
    ("Scores were wounded.", ["scores [injured]"]),
    ("They killed 28 in Pishin (18) and Qilla Saifullah (10).", ["28 [killed]", "18", "10"]),
    ("Deaths (2024): 1,081; (2023): 748.", ["1,081 [killed]", "748 [killed]"]),
    ("Neither of the two suspects was arrested.", ["2"]),
    ("Police arrested five and let go three.", ["5 [arrested]", "3 [released]"]),
    ("He died in a shootout, bringing to 45 the number killed.", ["45 [killed]"]),
    ("0 people were killed, and zero injured.", ["0 [killed]", "0 [injured]"]),
)
"""Sentences, and the figures that they state, as a person would note them: bound, number, unit, and the measure in brackets."""


def told(proposal: Proposal) -> str:
    """A proposal as ``FIGURES`` has it."""
    parts = (stated(proposal), proposal.unit, f"[{proposal.measure}]" if proposal.measure else "")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_what_only_looks_like_a_figure_is_none(sentence: str) -> None:
    """Dates, ages, times, sections, roads, units of an army, scores and labels are not proposed."""
    assert [told(one) for one in propose(sentence)] == []


@pytest.mark.parametrize(("sentence", "figures"), FIGURES)
def test_every_figure_is_proposed_with_its_bound_unit_and_measure(sentence: str, figures: list[str]) -> None:
    """Each figure of a sentence is proposed as it is stated, and nothing else; the measure only where a cue gives it."""
    found = [told(one) for one in propose(sentence) for _ in (0, *one.places)]
    assert sorted(found) == sorted(figures)


def marked(figures: str) -> list[tuple[str, frozenset[str], bool]]:
    """What a person marked in a paragraph: each figure, the measures that are right for it, and whether it may be left out."""
    found = (re.fullmatch(r"(\??)(.*?)(?: \[(.*)\])?", part.strip()) for part in figures.split(";"))
    return [(one[2], frozenset((one[3] or "").split("|")) - {""}, bool(one[1])) for one in found if one is not None]


def test_paragraphs_of_many_styles_are_read_as_a_person_marks_them() -> None:
    """Of all figures of agencies, papers, reports, releases, tickers and lists, hardly one is missed, added or mistaken."""
    right = 0
    missed: list[tuple[str, str]] = []
    more: list[tuple[str, str, str]] = []
    mistaken: list[tuple[str, str, str]] = []
    for name, text, figures in NEWS:
        left = [
            (" ".join(part for part in (stated(one), one.unit) if part), one.measure)
            for one in propose(text)
            for _ in (0, *one.places)
        ]
        for figure, measures, optional in sorted(marked(figures), key=lambda mark: mark[2]):
            there = sorted((one for one in left if one[0] == figure), key=lambda one: (one[1] not in measures, one[1] != ""))
            if there:
                left.remove(there[0])
                right += not optional
                if there[0][1] and there[0][1] not in measures and not optional:
                    mistaken.append((name, figure, there[0][1]))
            elif not optional:
                missed.append((name, figure))
        more.extend((name, *one) for one in left)
    assert right > 500
    assert len(missed) <= right / 50, missed
    assert len(more) <= right / 50, more
    assert len(mistaken) <= right / 50, mistaken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234),
        ("12,34,567", 1234567),
        ("1\u202f234", 1234),
        ("3.50", 3.5),
        ("3·50", 3.5),
        ("12٬500", 12500),
        ("1٫5", 1.5),
        ("1.234.567", 1234567),
        ("٣٩٨", 398),
        ("12,5", None),
        ("1,2345", None),
        ("0,123", None),
        ("26.03.2024", None),
        ("1" * 16, None),
    ],
)
def test_digits_are_read_with_their_separators(text: str, value: float | None) -> None:
    """Groups of three, of two as in India, and digits of other scripts are read; what is grouped otherwise is no number."""
    found = value_of(text)
    assert (None if found is None else float(found)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("thirty-five", 35),
        ("two hundred and twelve", 212),
        ("one thousand five hundred", 1500),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("half a dozen", 6),
        ("three dozen", 36),
        ("a hundred", 100),
        ("1 crore 20 lakh", 12_000_000),
        ("2 lakh", 200_000),
        ("1.3m", 1_300_000),
        ("3 million", 3_000_000),
    ],
)
def test_numbers_in_words_are_read(words: str, value: int) -> None:
    """Tens with ones, hundreds, scales, halves, dozens, lakh and crore are one number."""
    assert [told(one) for one in propose(f"They counted {words} refugees.")] == [f"{value:,}"]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("at least 12", "at least 12"),
        ("no fewer than 12", "at least 12"),
        ("12 or more", "at least 12"),
        ("over 12", "at least 12"),
        ("upwards of 12", "at least 12"),
        ("12-plus", "at least 12"),
        ("12+", "at least 12"),
        (">12", "at least 12"),
        ("up to 12", "at most 12"),
        ("no more than 12", "at most 12"),
        ("fewer than 12", "at most 12"),
        ("at most 12", "at most 12"),
        ("nearly 12", "about 12"),
        ("about 12", "about 12"),
        ("some 12", "about 12"),
        ("12 or so", "about 12"),
        ("as many as 12", "12"),
        ("a total of 12", "12"),
        ("at least about 12", "at least about 12"),
        ("2 to 4", "2–4"),
        ("two or three", "2–3"),
        ("between 5 and 10", "5–10"),
        ("25-50", "25–50"),
        ("around 2 to 3 dozen", "about 24–36"),
        ("at least 50 to 60", "at least 50"),
        ("up to 50 to 60", "at most 60"),
    ],
)
def test_a_bound_is_read_before_a_number_and_behind_it(words: str, figure: str) -> None:
    """At least, at most, about and ranges are bounds; as many as and a total of are none."""
    assert [told(one) for one in propose(f"Police counted {words} soldiers.")] == [figure]


def test_a_change_is_two_figures() -> None:
    """From 13 to 15 states two numbers; ranging from 13 to 15 states one range."""
    assert [told(one) for one in propose("The force grew from 13 to 15 officers.")] == ["13", "15"]
    assert [told(one) for one in propose("Teams ranging from 13 to 15 officers.")] == ["13–15"]


def test_went_up_to_and_over_three_days_are_no_bounds() -> None:
    """Went up to 90 says 90; protests over three days lasted three days."""
    assert [told(one) for one in propose("The death toll went up to 90.")] == ["90 [killed]"]
    assert [told(one) for one in propose("There were protests over three days.")] == ["3 days"]
    assert [told(one) for one in propose("It lasted over three days.")] == ["at least 3 days [duration]"]


def test_money_keeps_its_scale_in_the_unit() -> None:
    """Rs60 billion is 60 billion rupees; two currencies are two figures; what it is paid for each of is in the unit."""
    text = "Rs60 billion, $1.62 billion, 3.5 million Afghanis ($50,500), Rs36 per kilogram, half a million rupees, Rs. 5,000/-"
    assert [told(one) for one in propose(text)] == [
        "60 billion rupees", "1.62 billion US dollars", "3.5 million afghanis", "50,500 US dollars", "36 rupees per kilogram",
        "0.5 million rupees", "5,000 rupees",
    ]  # fmt: skip


def test_the_same_figure_is_one_proposal_with_its_places() -> None:
    """A number of the same people with the same measure is proposed once; of others it is another figure."""
    text = "Five soldiers were killed on Monday. The army said five soldiers were killed. Five rebels were killed too."
    first, other = propose(text)
    assert [text[start:end] for start, end in ((first.start, first.end), *first.places)] == ["Five", "five"]
    assert (text[other.start : other.end], other.places) == ("Five", ())


def test_a_figure_is_sure_where_a_word_says_what_it_is() -> None:
    """A measure, a known noun, money or per cent makes it sure; a number with nothing but a verb, or none of so many, not."""
    text = "12 soldiers died. 5% fell. Rs60 went. Of those, 40 remained. None of the 30 pupils was hurt."
    sure = {told(one): one.sure for one in propose(text)}
    assert sure == {"12 [killed]": True, "5 percent": True, "60 rupees": True, "40": False, "30": False}


def test_a_measure_is_given_only_where_a_cue_speaks_of_the_figure() -> None:
    """What may happen, what was done to others, what agrees in number with another word, gives no measure."""
    for text in (
        "Twenty people may be released before Eid.",
        "Six suspects fled after a shopkeeper was killed.",
        "Two nationals were attacked.",
        "Three men said that the leader was arrested.",
        "Bails of 52 pre-arrest applicants.",
        "Four vehicles were near when the officer was wounded.",
    ):
        assert [one.measure for one in propose(text)] == [""], text


def test_a_quote_carries_number_and_noun_at_the_bounds_of_a_clause() -> None:
    """A short clause is quoted whole; a long one is cut around what carries the figure, and never inside a word."""
    (short,) = propose("Late on Friday, officials said, at least 12 soldiers were killed, and the road was closed.")
    assert short.quote == "at least 12 soldiers were killed"
    filler = "which nobody in the whole of the district had ever seen before in all those long and difficult years of theirs"
    (long,) = propose(f"It was a {filler} that at least 12 soldiers of the unit were killed in a place {filler}.")
    assert "at least 12 soldiers of the unit were killed" in long.quote
    assert len(long.quote) <= LONGEST
    assert set(long.quote.split()) <= set(
        f"{filler} It was a that at least 12 soldiers of the unit were killed in a place".split()
    )


def test_no_clause_ends_at_the_full_stop_of_a_short_form() -> None:
    """A quote of "no. 7 killed five people" does not begin with the 7: the clause begins where the sentence does."""
    for text, quote in (
        ("Near dock no. 7 a fire killed five people.", "Near dock no. 7 a fire killed five people"),
        ("It was late, and near Gate No. 12 five men died.", "and near Gate No. 12 five men died"),
        ("It was late. Gen. Khan said five people died.", "Gen. Khan said five people died"),
        ("They said five people died. Then all left.", "They said five people died"),
    ):
        assert [one.quote for one in propose(text)] == [quote], text


def test_a_sentence_goes_on_below_a_wrapped_line() -> None:
    """Lines as long as those of a wrapped paragraph are one sentence; headings and cells of tables are not."""
    wrapped = "The spokesman of the army said at a press conference that\n12 soldiers had been\nkilled."
    assert [told(one) for one in propose(wrapped)] == ["12"]
    assert [told(one) for one in propose(wrapped.replace("been\n", "been "))] == ["12 [killed]"]
    assert propose("Killed\n12\nInjured\n34\n\nSection 5\n3. Background\n") == ()


def test_a_record_names_what_holds() -> None:
    """What ``cttui propose`` prints has where, the quote and whether it is sure, and of the rest only what is said."""
    (found,) = propose("About 60 to 70 people were hurt.")
    assert found.record() == {
        "start": 6, "end": 14, "quote": "About 60 to 70 people were hurt", "sure": True, "min": 60, "max": 70,
        "approx": True, "measure": "injured",
    }  # fmt: skip
    (none,) = propose("Zero people were hurt.")
    assert none.record() == {
        "start": 0, "end": 4, "quote": "Zero people were hurt", "sure": True, "value": 0, "measure": "injured",
    }  # fmt: skip


def test_places_are_right_whatever_stands_between_words() -> None:
    """Line ends of any kind, tabs, spaces of any width, signs of other scripts and pictures move no place."""
    for text in (
        "One line.\r\nAt least 12 soldiers were killed.\r\n\r\nMore.",
        "At least\t12\tsoldiers were killed",
        "At least\u00a012\u00a0soldiers were\u00a0killed",
        "\U0001f534\U0001f534 At least 12 soldiers were killed \U0001f622",
        "\u0642\u062a\u0644 at least 12 soldiers were killed \u0641\u064a",
        "\u202bAt least 12 soldiers were killed\u202c",
        "e\u0301 at least 12 soldiers were killed",
        "At least 12 sol\u00addiers were killed",
    ):
        (found,) = propose(text)
        assert (told(found), text[found.start : found.end]) == ("at least 12 [killed]", "12"), text
        assert found.quote in text
        assert "12" in found.quote


def test_a_word_that_a_line_breaks_is_one_word() -> None:
    """A hyphen at a line's end joins a word to what stands below; the words of a number keep theirs."""
    text = "In the raid at least 12 sol-\ndiers were killed, and twenty-\nfive rebels surrendered to the army."
    assert [told(one) for one in propose(text)] == ["at least 12 [killed]", "25 [surrendered]"]
    assert [text[one.start : one.end] for one in propose(text)] == ["12", "twenty-\nfive"]
    assert [told(one) for one in propose("a 10\u2011day closure and twenty\u2011five rebels")] == ["10 days", "25"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("killed 1,\n250 people", ["1,250 [killed]"]),
        (
            "By the end of that month the storm had killed over 12,\n345,678 people in all.",
            ["at least 12,345,678 [killed]"],
        ),
        ("In all the floods of 2010 displaced 1,200,\r\n000 people.", ["1,200,000 [displaced]"]),
        ("On the other side of the river, on 3 and on May 9,\n250 people were killed.", ["250 [killed]"]),
        ("Of the 500,\n250 were killed.", ["250 [killed]"]),
    ],
)
def test_a_number_that_a_line_breaks_is_one_number(text: str, figures: list[str]) -> None:
    """A comma at a line's end joins three digits below to a count, however long the line; none to a date or a whole."""
    found = propose(text)
    assert [told(one) for one in found] == figures
    assert all(one.quote in text and text[one.start : one.end] in one.quote for one in found)


def test_a_row_of_a_list_goes_on_with_no_sentence() -> None:
    """A line that a label or a number begins is none of the sentence above it, however long that is."""
    text = "Of the first two months: 90 attacks, 138 killed, 168 injured\nOperations: 1,204\n3. Findings"
    assert [told(one) for one in propose(text)] == ["90 [attacks]", "138 [killed]", "168 [injured]", "1,204 [operations]"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Reserves rose by $87m to $9.4bn.", ["87 million US dollars", "9.4 billion US dollars"]),
        ("The index fell 12 to 340 on the day.", ["12", "340"]),
        ("The toll rose by two to 14.", ["14 [killed]"]),
        ("The number of killed rose by 5 to 20.", ["20 [killed]"]),
        ("Deaths fell by 12 to 88.", ["88"]),
        ("The toll was raised by at least two people to 14.", ["14 [killed]"]),
        ("He was attacked by 5 to 10 gunmen.", ["5\u201310 [attackers]"]),
        ("The trip was delayed by two to three days.", ["2\u20133 days"]),
        ("The rate was cut by 150 basis points.", ["150"]),
        ("Attacks plummeted by 30 to 40 per cent.", ["30–40 percent [fall]"]),
        ("They set out from Izmir with 150 to 200 people.", ["150–200"]),
        ("There was concern over the 22% increase.", ["22 percent [rise]"]),
        ("Anyone of 12 years or more may join.", ["at least 12 years"]),
        ("12 guards and more than five soldiers were killed.", ["12 [killed]", "at least 5 [killed]"]),
        ("A half-dozen guards and half a million refugees came.", ["6", "500,000"]),
        ("It fell from 178 in Q1 to 96 in Q2.", ["178", "96"]),
    ],
)
def test_what_changed_by_how_much_and_to_what_is_no_range(text: str, figures: list[str]) -> None:
    """Behind a word of change, two amounts are two figures; a bound holds for its own number and none behind an article."""
    assert [told(one) for one in propose(text)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Punjab had 75 attacks, Sindh 54 and KP 12.", ["75 [attacks]", "54 [attacks]", "12 [attacks]"]),
        ("KP: 563 attacks – Sindh: 18 – Punjab: 10", ["563 [attacks]", "18 [attacks]", "10 [attacks]"]),
        ("Suicide bombings: 14 (vs 29 before)", ["14 [attacks]", "29"]),
        ("He pleaded guilty to 12 counts in Form 47 and Ocean 11.", ["12"]),
    ],
)
def test_a_number_behind_a_name_counts_what_the_figure_before_it_counts(text: str, figures: list[str]) -> None:
    """In a list of names with numbers the noun is said once, or stands in front with a colon; labels stay labels."""
    assert [told(one) for one in propose(text)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Killed: 4, injured: 9.", ["4 [killed]", "9 [injured]"]),
        ("Toll:12;injured:30", ["12 [killed]", "30 [injured]"]),
        ("12 people were killed – 4 of them women.", ["12 [killed]", "4"]),
        ("Livestock perished: 5,460.", ["5,460"]),
        ("Death toll now 22, say police.", ["22 [killed]"]),
        ("The toll in the blast climbs to 12, more than 30 wounded.", ["12 [killed]", "at least 30 [injured]"]),
        ("Two of the injured died.", ["2 [killed]"]),
        ("Four of the wounded later died.", ["4 [killed]"]),
        ("Three of the wounded succumbed.", ["3 [killed]"]),
        ("It came after two more of the injured died.", ["2 [killed]"]),
        ("Three of those wounded died, and 12 injured were shifted.", ["3 [killed]", "12 [injured]"]),
        ("30 lives were saved.", ["30"]),
        ("The crew saved 30 lives, and 12 lives were lost.", ["30", "12 [killed]"]),
        ("The lives of 30 people were saved.", ["30"]),
        ("It averted 12 deaths.", ["12"]),
        ("30 lives are at risk.", ["30"]),
        ("Nearly 40 people escaped death.", ["about 40"]),
        ("Some 40 people escaped being killed, and 12 escaped prisoners were caught.", ["about 40", "12 [escaped]"]),
        ("Some 850 inmates fled after protesters stormed the jail.", ["about 850"]),
        ("24 journalists were physically attacked.", ["24"]),
        ("A court jailed two men for seven years.", ["2", "7 years [term]"]),
        ("They lost nine men, seven tanks and 31 artillery systems.", ["9 [killed]", "7", "31"]),
        ("It released Rs6 crore to 14 districts.", ["6 crore rupees", "14"]),
        ("Growth was 2.8 per cent, up from 2.5 per cent.", ["2.8 percent", "2.5 percent"]),
        ("There were 60 incidents, including 30 civilians.", ["60 [incidents]", "30"]),
        ("One resident said that 12 people died at one hospital.", ["12 [killed]"]),
        ("Police said one soldier also died.", ["1 [killed]"]),
        ("It counted 83 attacks and 254 deaths, CRSS 59.", ["83 [attacks]", "254 [killed]", "59"]),
        ("Bannu had 394 incidents, Swat (181), Tank (152) and Dir (78).", ["394 [incidents]", "181", "152", "78"]),
        ("There were 636 deaths by 7 December and 802 for the year.", ["636 [killed]", "802"]),
        ("The Assembly passed it on 13 August 2025 by 125 votes to 59.", ["125 [votes]", "59"]),
    ],
)
def test_a_cue_speaks_of_its_own_figure_alone(text: str, figures: list[str]) -> None:
    """A cue with a colon names the figure behind it; one with an object, a subject or a mood of its own names no other."""
    assert [told(one) for one in propose(text)] == figures


def test_digits_are_grouped_by_an_apostrophe_too() -> None:
    """As in Switzerland: 1'234; what has no three digits behind is none."""
    assert [told(one) for one in propose("killed 1\u2019234 people and 1'234 dogs")] == ["1,234 [killed]", "1,234 [killed]"]


# -- what holds for all texts ----------------------------------------------------------------------------------------

PIECES = (
    "12", "1,234", "3.5", "2024", "0", "five", "one", "twenty", "dozen", "million", "lakh", "hundred", "half", "a", "dozens",
    "several", "at least", "more than", "up to", "about", "between", "and", "to", "or", "-", "–", ",", ".", ";", "(", ")", "%",
    "Rs", "$", "per cent", "days", "year", "old", "kg", "soldiers", "people", "attacks", "killed", "were", "was", "injured",
    "killing", "including", "of the", "the", "in", "May", "Section", "Brigade", "No.", "am", ":", "/", "\n", "\n\n",
    "Ali", "points", "deaths", "toll", "rose", "for", "within", "last", "—", "“", "”", "مسلحا", "१२", "m", "bn", "th", "aged",
    "won",
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.lists(st.sampled_from(PIECES)).map("".join)
)


@settings(max_examples=600)
@given(texts)
def test_every_proposal_points_at_the_text(text: str) -> None:
    """Nothing is raised; each place is one of the text, each quote stands in it and is short; one thing is said of how many."""
    found = propose(text)
    assert found == propose(text)
    last = -1
    for one in found:
        assert last < one.start < one.end <= len(text)
        last = one.start
        assert all(start < end <= len(text) and text[start:end].strip() for start, end in ((one.start, one.end), *one.places))
        assert one.quote in text
        assert 0 < len(one.quote) <= LONGEST
        said = (one.value is not None, one.min is not None or one.max is not None, bool(one.words))
        assert sum(said) == 1
        assert one.min is None or one.max is None or one.min < one.max
        assert stated(one)


@settings(max_examples=200)
@given(st.sampled_from(FIGURES), st.sampled_from(FIGURES))
def test_a_paragraph_says_what_it_says_beside_any_other(one: tuple[str, list[str]], other: tuple[str, list[str]]) -> None:
    """What is proposed of a sentence does not hang on the paragraph before it or behind it."""
    both = propose(f"{one[0]}\n\n{other[0]}")
    found = sorted(told(proposal) for proposal in both for _ in (0, *proposal.places))
    assert found == sorted(one[1] + other[1])


def steps(work: Callable[[], object]) -> int:
    """How many functions are called, those of the library included: what time is when nobody looks at a clock."""
    count = 0

    def see(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "At least 12 soldiers were killed and five others injured in 3 attacks on May 9, 2024. ",
        "12 soldiers and five others and ",
        "killed and injured and arrested ",
        "12 ",
        "1-2-3-",
        "a hundred and ",
        "12 (a) ",
        "twenty-",
        "Section 1, 2 and ",
        "Rs. ",
        "killed 5 and ",
        "5 to ",
        "5 of ",
        "12 500 ",
        "1 1/2 ",
        "1,\n",
        "1,\n250,\n",
        "denied reports of 12 killed were false ",
        "would have killed 12 and not 7 would have died ",
        "warned that if 12 lives could be saved and failed to kill and free 5 ",
        "two-hundred-and-",
        "contrary to claims of 12 dead and that 5 ",
        "2 thousand 300 people ",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Four times as much of a text, or of one endless sentence, takes at most four times as many steps and a little."""
    rules.rules()
    some = max(1, 6_000 // len(piece))
    short, long = (steps(lambda times=times: propose(piece * some * times)) for times in (1, 4))  # type: ignore[misc]  # bound now
    assert long <= 4.4 * short + 200


@pytest.mark.parametrize("piece", ["killed 5 and ", "5 to ", "5 of "])
def test_a_text_of_figures_alone_takes_few_steps(piece: str) -> None:
    """No cue is weighed that stands too far from a figure to speak of it, and no quote is made for what is stated again."""
    rules.rules()
    assert steps(lambda: propose(piece * 2_000)) < 500 * 2_000


@pytest.mark.parametrize("text", ["1" * 10_000_000, "1," * 1_000_000, "a" * 1_000_000, "\n" * 1_000_000, "(" * 200_000])
def test_a_text_that_is_no_text_ends(text: str) -> None:
    """Ten million digits, a million commas or line ends state no figure."""
    assert propose(text) == ()


def test_the_figures_of_a_text_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more numbers are looked at than the most, and nothing behind the longest text; reading says where it ended."""
    text = "\n".join(f"{number} soldiers died." for number in range(100, 200))
    monkeypatch.setattr(reader, "MOST_NUMBERS", 10)
    assert (len(reader.read(text).proposals), reader.read(text).end) == (10, 10 * len("100 soldiers died.\n"))
    monkeypatch.setattr(reader, "MOST_TEXT", 20)
    assert [told(one) for one in propose("12 soldiers died. 13 soldiers died.")] == ["12 [killed]"]
    assert reader.read("12 soldiers died. 13 soldiers died.").end == 20


# -- the rules themselves --------------------------------------------------------------------------------------------


def test_a_rule_is_written_as_it_is_found() -> None:
    """Words of the rules are in small letters, since texts are looked at in small letters."""

    def words(value: object) -> list[str]:
        if isinstance(value, dict):
            return [word for key, inner in value.items() for word in (key, *words(inner)) if key != "name"]
        if isinstance(value, list):
            return [word for inner in value for word in words(inner)]
        return []

    data = tomllib.loads(rules.FILE.read_text(encoding="utf-8"))
    assert not [word for word in words(data) if word != word.lower()]


def test_every_measure_of_the_rules_is_one_that_the_timeline_has(shipped: Timeline) -> None:
    """The reader proposes measures under the names that the shipped timeline gives them."""
    known = {claim.measure for event in shipped.events for claim in event.claims}
    data = tomllib.loads(rules.FILE.read_text(encoding="utf-8"))
    assert {row["name"] for row in data["measure"] if row["name"]} <= known


@pytest.mark.parametrize("row", tomllib.loads(rules.FILE.read_text(encoding="utf-8"))["measure"], ids=lambda row: row["name"])
def test_every_noun_of_a_measure_gives_it(row: dict[str, object]) -> None:
    """Twelve of what a measure is named for has that measure."""
    nouns = row["nouns"]
    assert isinstance(nouns, list)
    for noun in (noun for noun in nouns if " " not in noun):
        (found,) = propose(f"There were 12 {noun}.")
        assert found.measure == row["name"], noun


ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@settings(max_examples=100)
@given(st.integers(min_value=2, max_value=999_999_999))
def test_a_number_is_the_same_in_digits_and_in_words(number: int) -> None:
    """Whatever way a count is written, in digits, in groups or in words, the figure is the same."""

    def spell(value: int) -> str:
        for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
            if value >= scale:
                rest = f" {'and ' if value % scale < 100 else ''}{spell(value % scale)}" if value % scale else ""
                return f"{spell(value // scale)} {name}{rest}"
        if value < 20:
            return ONES[value]
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")

    for text in (f"{number:,}", spell(number)):
        assert [one.value for one in propose(f"The army killed {text} rebels.")] == [number], text

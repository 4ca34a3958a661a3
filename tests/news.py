"""Paragraphs in the manner of many sources, of facts made up or retold, each with the figures that a person marks in it."""

from __future__ import annotations

NEWS: tuple[tuple[str, str, str], ...] = (
    (
        "reuters",
        (
            "At least 37 people were killed and more than 80 wounded when a suicide bomber blew himself up at a crowded "
            "livestock market in northwestern Pakistan on Sunday, police and rescue officials said. Regional police chief "
            "Imran Tareen told Reuters that the bomber, believed to be in his early 20s, was carrying 8 to 10 kilograms of "
            "explosives. Eleven of the wounded were in critical condition, said Dr Saleem Jan of the district's 120-bed "
            "hospital. It was the deadliest attack in the province since January 2023, when 84 worshippers died in a mosque"
            " bombing."
        ),
        "at least 37 [killed]; at least 80 [injured]; 8–10 kilograms [explosives]; 11 [injured]; ?120; 84 [killed]",
    ),
    (
        "afp",
        (
            "Gunmen stormed a bus on a highway in southwestern Pakistan overnight, pulled out nine passengers and shot them"
            ' dead, officials said Friday. "Between 10 and 12 armed men blocked the road and checked identity cards," local'
            " administrator Naveed Alam told AFP. Two other coaches were allowed to pass. No group immediately claimed "
            "responsibility. In a similar assault last August, 23 people were murdered after being taken off buses. "
            "Separatist violence has claimed more than 400 lives this year, according to an AFP tally, most of them members"
            " of the security forces."
        ),
        "9 [killed]; 10–12 [attackers]; 2; 23 [killed]; at least 400 [killed]",
    ),
    (
        "dawn",
        (
            "PESHAWAR: Three policemen, including an assistant sub-inspector, were martyred and five others sustained "
            "injuries when a patrol came under attack on the Indus Highway near Lachi on Wednesday night, police said. The "
            "assailants, who numbered around 25, fled after a gun battle that lasted for over two hours. DPO Farhan Khan "
            "said six suspects were rounded up during a search operation and two Kalashnikovs, a hand grenade and 300 "
            "rounds were seized from them. A case was registered under Section 7 of the Anti-Terrorism Act at the CTD "
            "police station."
        ),
        "3 [killed]; 5 [injured]; about 25 [attackers]; at least 2 hours [duration]; 6 [arrested|detained]; 2; 300",
    ),
    (
        "the news",
        (
            "ISLAMABAD: The federal cabinet on Tuesday approved a supplementary grant of Rs12.6 billion for the "
            "rehabilitation of flood-hit districts and Rs750 million for the families of those who had lost their lives. "
            "Briefing the media, the minister said 1,739 people had died and 12,867 had been injured since mid-June, while "
            "2.3 million houses were damaged, of which 897,000 were fully destroyed. About 33 million people were affected "
            "in 94 districts. He said each affected family would get Rs25,000."
        ),
        (
            "12.6 billion rupees [funding|compensation]; 750 million rupees [funding|compensation]; 1,739 [killed]; 12,867 "
            "[injured]; 2,300,000 [damaged]; 897,000 [destroyed]; about 33,000,000 [affected]; 94 [affected]; 25,000 rupees"
            " [compensation|funding]"
        ),
    ),
    (
        "ispr",
        (
            "Rawalpindi, 14 Jul 2024: On 12/13 July 2024, Security Forces conducted an Intelligence Based Operation in "
            "general area Tirah, Khyber District, on reported presence of Khwarij. During the conduct of operation, own "
            "troops effectively engaged the Khwarij location, as a result of which seven Khwarij, including ring leader "
            "Ghazi, were sent to hell, while four Khwarij got injured. However, during the intense exchange of fire, "
            "Captain Usman (age: 24 years, resident of District Attock) and Havildar Zafar (age: 41 years, resident of "
            "District Karak), having fought gallantly, embraced Shahadat. In another engagement in Dattakhel, three Khwarij"
            " were effectively neutralized by the security forces."
        ),
        "7 [killed]; 4 [injured]; 3 [killed|neutralised]",
    ),
    (
        "think tank annual report",
        (
            "The country suffered 521 terrorist attacks in the year under review, a 70 per cent increase from 306 in 2023. "
            "These attacks claimed 852 lives and left 1,092 people injured. Khyber Pakhtunkhwa bore the brunt: 295 attacks "
            "killed 509 people, including 156 police officers and 98 soldiers. In Balochistan, attacks by various Baloch "
            "insurgent groups rose by 84 percent to 171. Security forces carried out 157 anti-militant operations, in which"
            " 615 militants were killed compared with 373 the year before. Overall, 59 percent of all fatalities occurred "
            "in just five districts."
        ),
        (
            "521 [attacks]; 70 percent [rise]; 306 [attacks]; 852 [killed]; 1,092 [injured]; 295 [attacks]; 509 [killed]; "
            "156 [killed]; 98 [killed]; 84 percent [rise]; 171 [attacks]; 157 [operations]; 615 [killed]; 373 [killed]; 59 "
            "percent [share]; ?5"
        ),
    ),
    (
        "UN report",
        (
            "Between 1 January and 30 June, UNAMA documented 1,164 civilian casualties (426 killed and 738 wounded), a "
            "decrease of 12 per cent compared with the same period in 2022. Women accounted for 9 per cent of the victims "
            "and children for 24 per cent. Improvised explosive devices caused three-quarters of the harm. Over 375,000 "
            "people crossed back from Pakistan at the Torkham and Spin Boldak border points; an estimated 20,400 families, "
            "or some 142,000 individuals, received cash. The humanitarian response plan, which seeks $3.26 billion, was "
            "only 27 per cent funded."
        ),
        (
            "1,164 [casualties]; 426 [killed]; 738 [injured]; 12 percent [fall]; 9 percent [share]; 24 percent [share]; at "
            "least 375,000 [returned]; 20,400; about 142,000; 3.26 billion US dollars [funding|requested]; 27 percent"
        ),
    ),
    (
        "lakh crore",
        (
            "NEW DELHI: The Centre has released Rs 6,194.40 crore to 14 flood-hit States, and over 2.35 lakh persons have "
            "been evacuated so far, the Home Ministry said. In Assam, the toll went up to 79 with three more deaths on "
            "Thursday, while 14.38 lakh people in 27 districts remained affected. As many as 1,25,000 hectares of cropland "
            "were under water. The NDRF had deployed 28 teams and rescued close to 5,600 people and 1,200 animals. The "
            "Chief Minister announced Rs 4 lakh as ex gratia for the next of kin of each of the deceased."
        ),
        (
            "6,194.4 crore rupees [funding]; 14; at least 235,000 [displaced|evacuated]; 79 [killed]; 3 [killed]; 1,438,000"
            " [affected]; 27 [affected]; 125,000 hectares; 28 [deployed]; about 5,600 [rescued]; 1,200; 4 lakh rupees "
            "[compensation]"
        ),
    ),
    (
        "court report",
        (
            "A three-member bench headed by Chief Justice Bandial on Monday adjourned till July 18 the hearing of petitions"
            " challenging the trial of 102 civilians in military courts. The attorney general told the bench that 20 of the"
            " accused could be released before Eid, 17 would have to serve up to three months more, and four had already "
            "completed their terms. Under Article 184(3), counsel argued, none of the 85 convicts had been given a right of"
            " appeal. Justice Malik asked whether sentences of two years and above fell under Section 2(1)(d). The court "
            "fined the petitioner Rs50,000."
        ),
        (
            "102 [accused]; 20 [releasable]; 17; at most 3 months [term]; 4; 85 [sentenced|accused]; ?at least 2 years "
            "[term]; 50,000 rupees [fine]"
        ),
    ),
    (
        "liveblog",
        (
            "11:42am — Rescue 1122 says two more bodies have been pulled from the rubble, taking the toll to 19.\n"
            "12:05pm — Hospital officials: 46 injured brought in so far, 7 of them critical.\n"
            "12:31pm — Interior minister reaches the site; says 30 ambulances and 200 rescuers at work.\n"
            "1:15pm — Death toll now 22, say police. At least three children among the dead.\n"
            "2:40pm — Eight people still believed trapped under the debris of the four-storey building."
        ),
        ("2 [killed]; 19 [killed]; 46 [injured]; 7 [injured]; 30; 200; 22 [killed]; at least 3 [killed]; 8 [missing|trapped]"),
    ),
    (
        "table of a pdf flattened to lines",
        (
            "Table 4: Terrorist attacks and casualties by province\n"
            "Province\n"
            "Attacks\n"
            "Killed\n"
            "Injured\n"
            "KP\n"
            "174\n"
            "422\n"
            "671\n"
            "Balochistan\n"
            "110\n"
            "229\n"
            "282\n"
            "Total\n"
            "306\n"
            "693\n"
            "1,124\n"
            "Note: figures for 2023 in 14 districts are provisional. Source: PIPS database, page 17."
        ),
        "?174; ?422; ?671; ?110; ?229; ?282; ?306; ?693; ?1,124; ?14",
    ),
    (
        "headlines in capitals",
        (
            "SEVEN SOLDIERS MARTYRED AS TERRORISTS STORM CHECK POST IN NORTH WAZIRISTAN\n"
            "12 MILITANTS KILLED IN TWO OPERATIONS IN KP, SAYS ISPR\n"
            "DEATH TOLL IN BUS CRASH RISES TO 28\n"
            "PETROL PRICE CUT BY RS10 PER LITRE\n"
            "IMF APPROVES $1.1BN TRANCHE FOR PAKISTAN\n"
            "OVER 500 ARRESTED AS PROTESTERS MARCH ON CAPITAL"
        ),
        (
            "7 [killed]; 12 [killed]; 2 [operations]; 28 [killed]; 10 rupees per litre [fall|price]; 1.1 billion US dollars"
            " [funding]; at least 500 [arrested]"
        ),
    ),
    (
        "bbc",
        (
            "A bomb in a mosque in Afghanistan's Kunduz province has killed at least 50 people and wounded scores of "
            "others, officials say. Bodies were seen scattered inside the Said Abad mosque, used by the minority Shia "
            "Muslim community. More than 100 people were injured in the blast, the deadliest since US forces left at the "
            "end of August. A local doctor told the BBC that 35 bodies and more than 50 wounded had been brought to his "
            "hospital, and Médecins Sans Frontières said it had received 20 dead and about 90 hurt. Some 300 people had "
            "been at Friday prayers."
        ),
        (
            "at least 50 [killed]; scores [injured]; at least 100 [injured]; 35 [killed]; at least 50 [injured]; 20 "
            "[killed]; about 90 [injured]; about 300 [participants|present]"
        ),
    ),
    (
        "ap",
        (
            "KABUL (AP) — A powerful 6.3-magnitude earthquake shook western Afghanistan before dawn, killing upward of "
            "2,000 people and flattening 12 villages, the Taliban said. The U.N. put the preliminary figure at 320 dead. A "
            "dozen teams were searching for survivors, and half a dozen aftershocks, the strongest measuring 5.9, rattled "
            "residents. At one hospital, 200 bodies arrived, most of them women and children, said a doctor who asked not "
            "to be named. Aid groups need $20 million for the first 90 days; only a third has been pledged. A mother and "
            "her three children were found alive."
        ),
        (
            "at least 2,000 [killed]; 12 [destroyed]; 320 [killed]; 12; 6; 200 [killed]; 20 million US dollars "
            "[requested|funding|demanded]; ?90 days; ?3"
        ),
    ),
    (
        "guardian",
        (
            "Police have detained about 1,300 people across 60 cities since Thursday, according to the monitoring group "
            "OVD-Info, which said 27 journalists were among those held. In Moscow alone, 502 were arrested; in St "
            "Petersburg, 524. Some of them were handed draft papers. A court fined one protester 15,000 roubles and jailed "
            "two others for 10 days. Nearly 300,000 people have signed a petition. Analysts say that fewer than 100 of "
            "1,500 draftees in one region had any combat experience."
        ),
        (
            "about 1,300 [detained|arrested]; 60; 27 [detained|arrested]; 502 [arrested]; 524 [arrested]; 15,000 roubles "
            "[fine]; ?1; 2 [sentenced|detained]; ?10 days [term]; about 300,000; at most 100; 1,500"
        ),
    ),
    (
        "express tribune",
        (
            "QUETTA: A grand jirga of 400 elders on Saturday gave the government a 72-hour deadline to recover six abducted"
            " labourers, warning that they would otherwise block the RCD Highway for an indefinite period. The labourers, "
            "hailing from Sadiqabad, were kidnapped by two dozen masked men from a camp in Kech on May 28. Two of their "
            "colleagues managed to escape. A ransom of Rs20m each has been demanded. According to the provincial home "
            "department, 38 persons were abducted in the first five months of this year, of whom 21 have been recovered and"
            " three killed."
        ),
        (
            "400; 72 hours [deadline]; 6 [abducted]; 24; 2 [escaped]; 20 million rupees [demanded]; 38 [abducted]; 21 "
            "[released|recovered|abducted]; 3 [killed]"
        ),
    ),
    (
        "military statement India style",
        (
            "JAMMU: Two Army jawans, a Special Police Officer and a civilian were killed, and a DySP was among six injured "
            "in an encounter in the Kokernag area, which entered its third day on Saturday. Three to four LeT terrorists "
            'are believed to be holed up in the dense forest at 10,000 feet. Drones and 30 mm grenades have been used. "We '
            'have lost three brave officers in 48 hours," ADGP Vijay Singh said. In all, 81 terrorists were neutralised in '
            "J&K during 2023 as against 187 in 2022; infiltration fell 65%."
        ),
        (
            "2 [killed]; ?1 [killed]; 6 [injured]; 3–4; 3 [killed]; ?48 hours; 81 [killed|neutralised]; 187 "
            "[killed|neutralised]; 65 percent [fall]"
        ),
    ),
    (
        "african wire",
        (
            "Jihadists killed over 100 civilians in three villages in central Mali at the weekend, an elected official "
            "said, one of the worst massacres in months. The attackers came on some 50 motorbikes, each with two riders, "
            'and set fire to dozens of homes and 10 shops. "We have so far found 132 bodies; about 30 people are missing," '
            "he said. The army reported 9 troops killed and 14 wounded, and said its aircraft had eliminated 'around 60 "
            "terrorists'. The UN mission, MINUSMA, which has 13,289 soldiers and 1,920 police in the country, condemned the"
            " violence."
        ),
        (
            "at least 100 [killed]; 3; about 50; ?2; dozens [destroyed]; 10 [destroyed]; 132 [killed]; about 30 [missing]; "
            "9 [killed]; 14 [injured]; about 60 [killed]; 13,289 [deployed]; 1,920 [deployed]"
        ),
    ),
    (
        "refugees",
        (
            "More than 1.1 million Afghans, of whom roughly 60 percent are children, have left Pakistan since the "
            "repatriation campaign began on 1 November 2023, IOM said. Last week 26,417 individuals returned through Chaman"
            " and Torkham, 18 per cent fewer than in the previous week, and 1,120 were deported. The government operates 49"
            " transit centres; up to 3,000 people a day pass through the largest. Holders of ACC cards — 800,000 or so — "
            "were told to leave by March 31. Police arrested 917 people without documents in Punjab and 52 in Islamabad."
        ),
        (
            "at least 1,100,000 [returned]; about 60 percent [share]; 26,417 [returned]; 18 percent [fall]; 1,120 "
            "[deported]; 49; at most 3,000; about 800,000 [cards]; 917 [arrested]; 52 [arrested]"
        ),
    ),
    (
        "surrender",
        (
            "A total of 140 militants belonging to the BLA and the UBA laid down their arms before the chief minister at a "
            "ceremony in Quetta on Friday. Fourteen commanders were among those who surrendered. Over the past two years, "
            "more than 1,500 fighters have given up violence under the Political Reconciliation programme; each receives "
            "Rs500,000, a house and a job. Of the 140, 18 were wanted in connection with killings. Last month 42 rebels of "
            "the same groups had refused to lay down arms. The government hopes another 200 will follow by the end of the "
            "year."
        ),
        (
            "140 [surrendered]; 14 [surrendered]; at least 1,500 [surrendered]; 500,000 rupees [compensation]; 18 [wanted];"
            " 42; 200"
        ),
    ),
    (
        "economy",
        (
            "Foreign exchange reserves held by the State Bank rose by $87m to $9.4bn during the week ending July 5, the "
            "central bank said. The rupee closed at 278.40 to the dollar. Inflation eased to 12.6% in June from 38% a year "
            "ago, and the policy rate was cut by 150 basis points to 20.5pc. The government borrowed Rs7.4tr, or 2.9 "
            "percentage points of GDP more than planned. Exports grew 10.5 per cent to $30.6 billion. About 2,400 workers "
            "were laid off by five mills."
        ),
        (
            "87 million US dollars [rise]; 9.4 billion US dollars; ?278.4; 12.6 percent; 38 percent; 150; 20.5 percent; 7.4"
            " trillion rupees; 2.9 percentage points [rise]; 10.5 percent [rise]; 30.6 billion US dollars; about 2,400 "
            "[laid-off]; 5"
        ),
    ),
    (
        "police release",
        (
            "MARDAN: District police on Thursday claimed to have arrested 47 outlaws, including nine proclaimed offenders, "
            "in a strike and search operation. The cops recovered 3 kilograms of hashish, 412 grams of ice, 18 pistols, "
            "four rifles and 1,230 cartridges. During snap checking at 16 points, 210 vehicles and 95 motorcycles were "
            "checked and 31 suspects detained for interrogation. A spokesman said 12 illegal Afghan nationals were handed "
            "over to the authorities under the Foreigners Act, 1946."
        ),
        (
            "47 [arrested]; 9 [arrested]; 3 kilograms; 412 grams; 18 [seized]; 4 [seized]; 1,230 [seized]; 16; 210; 95; 31 "
            "[detained|arrested]; 12"
        ),
    ),
    (
        "human rights report",
        (
            "The Commission recorded at least 379 new cases of enforced disappearance in 2024. Of the 2,332 pending cases, "
            "1,477 were from Khyber Pakhtunkhwa. Twenty-four journalists were physically attacked, seven were killed and 14"
            " faced charges under PECA. Some 6,161 people were on death row at the end of the year; 174 death sentences "
            "were handed down and no executions were carried out. In Jaranwala, a mob torched 26 churches and over 80 "
            "houses; none of the 304 people arrested has been convicted. Mob violence killed 12 people, one of them a "
            "woman."
        ),
        (
            "at least 379 [cases]; 2,332 [cases]; 1,477 [cases]; 24 [attacked]; 7 [killed]; 14 [accused]; about 6,161 "
            "[sentenced]; 174 [sentenced]; 26 [destroyed]; at least 80 [destroyed]; 304 [arrested]; 12 [killed]; ?1"
        ),
    ),
    (
        "urdu english",
        (
            "LAKKI MARWAT: Unknown miscreants opened firing upon a police mobile in the limits of Ghazni Khel police "
            "station late on Monday night, as a result of which two cops embraced martyrdom on the spot while three "
            "received bullet injuries. The injured were shifted to DHQ hospital where one of them was stated to be "
            "critical. It may be mentioned here that this was the fourth incident of its kind during a month's time in "
            "which a total of nine personnel of police have so far been martyred. The police have nabbed as many as 15 "
            "suspected persons and lodged two FIRs against unidentified persons. Later, four out of five wounded levies men"
            " were discharged."
        ),
        "2 [killed]; 3 [injured]; ?1; 9 [killed]; 15 [arrested]; 2; 4; ?5 [injured]",
    ),
    (
        "election",
        (
            "Polling was held on 266 National Assembly seats; over 60.6 million of the 128.5 million registered voters, or "
            "47.6 per cent, cast their votes. Independents won 93 seats, the PML-N 75 and the PPP 54. Fifty-one incidents "
            "of violence were reported on polling day, in which 16 people, 12 of them security officials, died and 54 were "
            "hurt. Repolling was ordered at 53 polling stations in PB-9 and at six in NA-88. Mobile services were suspended"
            " for nearly 12 hours. More than 650,000 personnel had been deployed at 90,675 polling stations."
        ),
        (
            "266 [seats]; at least 60,600,000; 128,500,000; 47.6 percent [share]; 93 [seats]; 75 [seats]; 54 [seats]; 51 "
            "[incidents]; 16 [killed]; 12 [killed]; 54 [injured]; 53 [polling-stations]; 6 [polling-stations]; about 12 "
            "hours [duration]; at least 650,000 [deployed]; 90,675 [polling-stations]"
        ),
    ),
    (
        "xinhua",
        (
            "KABUL, Oct. 5 (Xinhua) -- A total of 11 civilians were killed and 27 others wounded after a mini-bus hit a "
            "roadside bomb in Afghanistan's Helmand province on Saturday, provincial government spokesman Omar Zwak said. "
            "The blast occurred at about 10:30 a.m. local time in Nahr-e-Saraj district. In a separate incident, security "
            "forces destroyed three Taliban hideouts and seized 22 AK-47 rifles, two PK machine guns and over 1,500 rounds "
            "of ammunition. Seventeen militants, including two key commanders named Mullah Janan and Qari Zia, were also "
            "killed, and five more captured."
        ),
        "11 [killed]; 27 [injured]; 3 [destroyed]; 22; 2; at least 1,500; 17 [killed]; 2 [killed]; 5 [captured]",
    ),
    (
        "al jazeera",
        (
            "At least four Palestinians, among them a 14-year-old boy, have been shot dead by Israeli forces in Jenin, the "
            "health ministry said. The raid, which began at dawn and lasted nearly 10 hours, left 19 people wounded, three "
            "of them seriously. So far this year, 146 Palestinians and 24 Israelis have lost their lives. The army said it "
            'had confiscated two explosive devices and detained 12 "wanted" suspects. About 700,000 settlers live in more '
            "than 250 settlements across the West Bank. Half of the wounded were taken to Ibn Sina hospital."
        ),
        (
            "at least 4 [killed]; about 10 hours [duration]; 19 [injured]; 3 [injured]; 146 [killed]; 24 [killed]; 2; 12 "
            "[detained]; about 700,000; at least 250"
        ),
    ),
    (
        "ptv/app telegraphic",
        (
            "APP: The Anti-Narcotics Force (ANF) recovered 1,215 kg drugs worth US$ 87.3 million in 24 operations across "
            "the country and arrested 31 accused, including 3 women, besides impounding 14 vehicles. In one of the "
            "operations, 48kg of heroin was recovered from a truck near Attock. In another, 2.4 kg ice was recovered from a"
            " passenger of flight PA-412 at Islamabad Airport. Three foreigners were also held."
        ),
        (
            "1,215 kilograms; 87.3 million US dollars; 24 [operations]; 31 [arrested]; 3 [arrested]; 14; 48 kilograms; 2.4 "
            "kilograms; 3"
        ),
    ),
    (
        "crime statistics",
        (
            "Street crime in Karachi: citizens lost 20,512 mobile phones, 2,136 cars and 52,881 motorcycles to criminals in"
            " 2024, as per CPLC data. While resisting robberies, 111 citizens were killed and 425 wounded. The year saw 39 "
            "cases of extortion, against 27 in the previous year, and 17 of kidnapping for ransom. Police claimed to have "
            "killed 127 robbers in 1,386 encounters and arrested 1,489 in injured condition; 25 policemen embraced "
            "martyrdom in the line of duty."
        ),
        (
            "20,512; 2,136; 52,881; 111 [killed]; 425 [injured]; 39 [cases]; 27; 17 [abducted]; 127 [killed]; 1,386; 1,489 "
            "[arrested]; 25 [killed]"
        ),
    ),
    (
        "monthly security report",
        (
            "December saw 1.5 times as many attacks as November. Militants carried out 74 attacks in which 62 people — 34 "
            "security forces personnel, 22 civilians and six militants — lost their lives and 101 were injured (47 "
            "civilians, 51 security personnel and 3 militants). Security forces killed 190 militants, the highest monthly "
            "number since 2015, arrested at least 44 suspects and lost 21 men of their own. Of the 74 attacks, 44 took "
            "place in KP, 26 in Balochistan, three in Sindh and one in Punjab. Four were suicide bombings. Four abductions "
            "were also reported."
        ),
        (
            "74 [attacks]; 62 [killed]; 34 [killed]; 22 [killed]; 6 [killed]; 101 [injured]; 47 [injured]; 51 [injured]; 3 "
            "[injured]; 190 [killed]; at least 44 [arrested]; 21 [killed]; 74 [attacks]; 44; 26; 3; ?1; 4 [attacks]; 4 "
            "[abducted]"
        ),
    ),
    (
        "parliament answer",
        (
            "The National Assembly was informed on Wednesday that 3,478 terrorist incidents had been reported in the last "
            "five years, in which 2,210 personnel of law enforcement agencies and 1,640 civilians were martyred. In a "
            "written reply to MNA Shazia Marri, the interior minister stated that Rs 13.35 billion was paid as compensation"
            " to the heirs of 1,125 shuhada. He said that 78 organisations had been proscribed and 4 others were under "
            "watch. As many as 7,600 names stood on the Fourth Schedule, down from 8,307. The House, with 96 members "
            "present, passed the bill by 64 votes to 31."
        ),
        (
            "3,478 [incidents]; 2,210 [killed]; 1,640 [killed]; 13.35 billion rupees [compensation]; 1,125; 78 "
            "[proscribed]; 4 [watch-listed]; 7,600 [watch-listed]; 8,307; 96 [present]; 64 [votes]; 31 [votes]"
        ),
    ),
    (
        "ngo, internal displacement",
        (
            "Conflict in the province forced some 85,000–90,000 people from their homes between January and September, "
            "according to the agency. An additional 12,400 people were displaced by floods. By 30 September, 61,000 were "
            "still living in 34 makeshift camps. Of those surveyed, 71% had lost livestock; two in five had no documents; "
            "one in ten had lost a relative. The agency has received just $4.1m of the $19.8m that it asked for, and may "
            "have to halve rations for 40,000 children within 60 days."
        ),
        (
            "about 85,000–90,000 [displaced]; 12,400 [displaced]; 61,000; 34; 71 percent; 4.1 million US dollars [funding];"
            " 19.8 million US dollars [requested]; 40,000; 60 days [deadline]"
        ),
    ),
    (
        "accident",
        (
            "GILGIT: At least 26 persons, most of them members of a wedding party, drowned when a coaster carrying 27 "
            "passengers plunged into the Indus at Telchi bridge. Only the bride survived. Rescue 1122 retrieved 13 bodies "
            "by evening while a search for 12 others was under way, Diamer SP Sher Khan said. The vehicle was on its way "
            "from Astore to Chakwal, some 500 kilometres away. In May, 20 people had died when a bus fell into a ravine on "
            "the Karakoram Highway; 21 were hurt. The minister announced Rs1m for the heirs of each victim."
        ),
        (
            "at least 26 [killed]; 27; 13 [killed]; 12 [missing]; 20 [killed]; 21 [injured]; 1 million rupees "
            "[compensation]; ?about 500 kilometres"
        ),
    ),
    (
        "indian court",
        (
            "The Supreme Court on Thursday refused bail to 6 of the 11 accused in the 2020 riots case, in which 53 people "
            "had died and over 700 were hurt. A bench of Justices J.B. Pardiwala and R. Mahadevan said the prosecution "
            "proposed to examine 364 witnesses, of whom only 23 had deposed in four years. The petitioners, who have spent "
            "1,500 days in custody, are charged under Section 16 and Section 120-B. The Bench granted the State two weeks' "
            "time to reply and imposed costs of ₹25,000. As many as 758 FIRs had been registered; 109 ended in acquittal "
            "and 19 in conviction."
        ),
        (
            "6; 11 [accused]; 53 [killed]; at least 700 [injured]; 364; 23; ?4 years; 1,500 days [duration]; 2 weeks "
            "[deadline]; 25,000 rupees [fine]; 758 [cases]; 109; 19 [sentenced]"
        ),
    ),
    (
        "russia-ukraine liveblog",
        (
            "14:20 Ukraine's air force says it shot down 44 of 58 drones and two of three Iskander-M missiles fired "
            "overnight. 13:05 Death toll in Dnipro rises to 11, including a six-year-old girl and an 8-year-old boy; 58 "
            "injured remain in hospital. 12:40 Kyiv says Russia lost 1,230 troops, seven tanks and 31 artillery systems "
            "over the past day. 11:15 EU agrees to provide €35bn loan; first €1.5bn to be paid in July. 10:02 Power cut to "
            "400,000 homes in four regions, says Ukrenergo."
        ),
        (
            "44; 58; 2; 3; 11 [killed]; 58 [injured]; 1,230 [killed]; 7; 31; 35 billion euros [funding]; 1.5 billion euros "
            "[funding]; 400,000; 4"
        ),
    ),
    (
        "editorial",
        (
            "It is now ten years since terrorists massacred 144 children and staff members at the Army Public School in "
            "Peshawar. In the decade since, 20 points were agreed, two operations launched and dozens of committees formed;"
            " yet last month alone 245 lives were lost. One wonders whether those in charge have learned anything. Some "
            "200,000 police posts lie vacant, conviction rates hover around 5pc, and one out of every three accused walks "
            "free. The state cannot look the other way for another 10 years."
        ),
        "144 [killed]; 20; 2 [operations]; dozens; 245 [killed]; about 200,000; about 5 percent; ?10 years; ?3",
    ),
    (
        "tickers in capitals",
        (
            "BREAKING: 4 COPS AMONG 9 KILLED IN BANNU CANTT BLAST\n"
            "UPDATE: TOLL IN BANNU BLAST CLIMBS TO 12, MORE THAN 30 WOUNDED\n"
            "SIX OF A FAMILY DIE AS ROOF COLLAPSES IN MARDAN\n"
            "CABINET OKAYS RS2.5TR DEVELOPMENT OUTLAY; DEFENCE GETS 20PC MORE\n"
            "ELEVEN KHAWARIJ ELIMINATED IN THREE SEPARATE ENGAGEMENTS: ISPR"
        ),
        (
            "4 [killed]; 9 [killed]; 12 [killed]; at least 30 [injured]; 6 [killed]; 2.5 trillion rupees; 20 percent "
            "[rise]; 11 [killed]; 3"
        ),
    ),
    (
        "bangla/nepal style",
        (
            "DHAKA, July 20: At least 75 more people, including two policemen, were killed on Friday as clashes spread to "
            "47 of the country's 64 districts, taking the five-day toll to 103. Around 850 inmates fled after protesters "
            "stormed a jail in Narsingdi. Internet has been down for 36 hours. Over a hundred policemen were injured. Nepal"
            " evacuated 300 of its 3,000 students. The government put the number of arrests at 532, while the opposition "
            'said that "no less than 2,000" of its workers had been picked up.'
        ),
        (
            "at least 75 [killed]; 2 [killed]; 47; 64; 103 [killed]; about 850 [escaped]; 36 hours [duration]; at least 100"
            " [injured]; 300; 3,000; 532 [arrested]; at least 2,000 [arrested]"
        ),
    ),
    (
        "wire on prisoners",
        (
            "Russia and Ukraine exchanged 115 prisoners of war each on Saturday, the 55th such swap. All of the freed "
            "Russians had been captured in the Kursk region, where Kyiv claims to hold 100 settlements and 594 servicemen. "
            "Another 1,358 have come home this year. In Minsk, a court jailed two men for seven years and a third for 18 "
            "months; ten people were pardoned last week. Human rights groups count 1,385 political prisoners, 170 of them "
            "women; one has been held incommunicado for 600 days."
        ),
        (
            "115 [released]; 100; 594; 1,358 [returned|released]; 2 [sentenced]; 7 years [term]; 18 months [term]; 10 "
            "[released]; 1,385; 170; 600 days [duration]; ?1"
        ),
    ),
    (
        "table with columns in one line",
        (
            "Month Attacks Killed Injured\n"
            "January 38 57 92\n"
            "February 52 81 76\n"
            "Sub-total (Jan-Feb): 90 attacks, 138 killed, 168 injured\n"
            "Operations: 1,204; militants killed: 212; arrested: 341\n"
            "Source: monthly database, last updated 03/03/2024, p. 9"
        ),
        "90 [attacks]; 138 [killed]; 168 [injured]; 1,204 [operations]; 212 [killed]; 341 [arrested]",
    ),
    (
        "letter/statement of a party",
        (
            "PTI Central Media Department said that 13 workers were martyred, 64 sustained gunshot wounds and more than "
            "5,000 were unlawfully arrested during the D-Chowk protest of November 24-26; the government says that not a "
            "single protester was killed and that four Rangers personnel and a policeman lost their lives. Section 245 was "
            "invoked. Imran Khan, 72, has been in jail for 500 days and faces around 188 cases. The party has given the "
            "government until December 14 to accept its two demands."
        ),
        (
            "13 [killed]; 64 [injured]; at least 5,000 [arrested]; 4 [killed]; 500 days [duration]; about 188 [cases]; 2 "
            "[demands]"
        ),
    ),
    (
        "development report",
        (
            "Between FY2019 and FY2024 the programme financed 1,146 schemes worth Rs88.4 billion in 31 districts: 412 roads"
            " (2,870 km), 96 schools, 41 basic health units and 597 water schemes. Nearly 3 in 10 households still lack "
            "clean water. Literacy among women rose from 26% to 29%, and infant mortality fell from 66 to 54 per 1,000 live"
            " births. Some 14,500 jobs were created; a further 6,000 are expected. Cost overruns averaged 17.5 per cent."
        ),
        (
            "1,146; 88.4 billion rupees [funding]; 31; 412; 2,870 kilometres; 96; 41; 597; 26 percent; 29 percent [rise]; "
            "66; 54; about 14,500; 6,000; 17.5 percent"
        ),
    ),
    (
        "border clash",
        (
            "Islamabad: Afghan forces opened unprovoked fire at five points along the border late on Wednesday, the ISPR "
            "said. In the ensuing exchange 15 to 20 Afghan Taliban were killed and many more were injured, while Pakistan "
            "destroyed eight posts and six tanks. The Taliban said they had killed 58 Pakistani soldiers, wounded about 30 "
            "and lost nine of their own men, and that more than 12 civilians died in Spin Boldak. A 48-hour truce came into"
            " force at 6pm. Twenty-three Pakistani soldiers have been martyred and 29 wounded since October 11."
        ),
        (
            "5; 15–20 [killed]; 8 [destroyed]; 6 [destroyed]; 58 [killed]; about 30 [injured]; 9 [killed]; at least 12 "
            "[killed]; 48 hours [duration]; 23 [killed]; 29 [injured]"
        ),
    ),
    (
        "radio",
        (
            "Radio Pakistan reports that security forces, in a successful operation in South Waziristan's Sarwakai area on "
            "Tuesday, killed one khariji and arrested two others. Two SMGs, four magazines and Rs 1,20,000 in cash were "
            "also recovered. Meanwhile three persons of one family were killed over an old enmity in Swabi's Topi tehsil. "
            "Ten-year-old Hasnain and his mother, 35, escaped unhurt. The Chief Minister, taking notice, has sought a "
            "report within 24 hours."
        ),
        "1 [killed]; 2 [arrested]; 2; 4; 120,000 rupees; 3 [killed]; 24 hours [deadline]",
    ),
    (
        "history",
        (
            "The 1971 war lasted 13 days and ended with the surrender of some 93,000 personnel. In the 1947 partition "
            "between 200,000 and two million people died and 12-15 million were uprooted. The quake of October 8, 2005, "
            "measuring 7.6, killed over 73,000 people and left 3.5 million homeless. The Lal Masjid siege of July 2007 "
            "ended on its eighth day with 154 dead, 10 commandos among them. By 2009 militants ruled 10 of 24 districts; "
            "Operation Rah-e-Rast displaced 2.3m people within weeks, all but 20,000 of whom were back by 2012."
        ),
        (
            "13 days [duration]; about 93,000 [surrendered]; 200,000–2,000,000 [killed]; 12,000,000–15,000,000 [displaced];"
            " at least 73,000 [killed]; 3,500,000 [displaced]; 154 [killed]; 10 [killed]; 10; 24; 2,300,000 [displaced]; "
            "20,000"
        ),
    ),
    (
        "sigar",
        (
            "As of June 30, the United States had appropriated or otherwise made available more than $20.71 billion in "
            "assistance since the withdrawal. UNAMA recorded 30 attacks by ISIS-K, up from 22 in the prior quarter, "
            "resulting in 97 casualties. Of the 12.4 million Afghans in acute food insecurity, only 6.1 million received "
            "rations. The Taliban's budget deficit grew to 18.1 billion afghanis. Some 1,095 women were among the 4,002 "
            "staff dismissed. In all, 2,330 schools have closed and 1.4 million girls are barred from class."
        ),
        (
            "at least 20.71 billion US dollars [funding]; 30 [attacks]; 22; 97; 12,400,000; 6,100,000; 18.1 billion "
            "afghanis; about 1,095; 4,002 [laid-off]; 2,330 [closed]; 1,400,000"
        ),
    ),
    (
        "nigeria punch",
        (
            "No fewer than 52 persons have been killed and over 1,000 others displaced following attacks on seven "
            "communities in Bokkos Local Government Area of Plateau State. The gunmen, said to number over 100, reportedly "
            "razed 383 houses and carted away N15m. It was gathered that 31 corpses were buried in a mass grave on Thursday"
            " while 22 injured persons were receiving treatment at the JUTH. The governor, who noted that 64 communities "
            "had been taken over in the last 10 years, donated N20m and 500 bags of rice to the victims."
        ),
        (
            "at least 52 [killed]; at least 1,000 [displaced]; 7; at least 100 [attackers]; 383 [destroyed]; ?15,000,000; "
            "31 [killed]; 22 [injured]; 64; ?20,000,000; 500 bags"
        ),
    ),
    (
        "health outbreak",
        (
            "The health ministry reported 1,024 new cholera cases and 17 deaths over the past 24 hours, bringing the "
            "cumulative total to 38,512 cases and 1,087 deaths across 14 states. The case fatality rate stands at 2.8 per "
            "cent, above the one per cent threshold. A consignment of 1.4 million doses arrived on Tuesday; a two-dose "
            "course protects for three years. Two out of three treatment centres are out of saline. More than 200 health "
            "workers have been infected, eleven of whom died."
        ),
        (
            "1,024 [cases]; 17 [killed]; 38,512 [cases]; 1,087 [killed]; 14; 2.8 percent; ?1 percent; ?at least 1 percent; "
            "1,400,000; ?3 years [duration]; at least 200; 11 [killed]; ?2; ?3"
        ),
    ),
    (
        "kashmir press",
        (
            "Srinagar, Dec 30: Forces killed 75 militants in Jammu and Kashmir this year, 60 per cent of them Pakistanis, "
            "officials said. The year recorded 127 killings in 60 incidents, including 30 civilians and 26 security "
            "personnel, against 134 killings in 2023. Infiltration attempts were foiled along the LoC at Uri, Keran and "
            "Machil in which 17 ultras were eliminated. Only four locals joined militant ranks compared to 113 in 2022. The"
            " number of active militants is estimated at 119, of whom 79 operate in the Pir Panjal south. Around 18 lakh "
            "tourists visited Gulmarg."
        ),
        (
            "75 [killed]; 60 percent [share]; 127 [killed]; 60 [incidents]; 30 [killed]; 26 [killed]; 134 [killed]; 17 "
            "[killed]; 4; 113; 119; 79; about 1,800,000"
        ),
    ),
    (
        "police fir narrative",
        (
            "As per the complaint of ASI Gul Nawaz, he along with 5 constables was on routine gasht in official vehicle No."
            " BA-1147 near Pul Jan at about 2145 hours when 8/10 unknown accused persons armed with automatic weapons "
            "opened indiscriminate firing. In self defence the police party fired 120 rounds. During the cross firing, "
            "constables Rafiq No. 2301 and Hameed No. 887 sustained injuries while 3 accused died at the spot. 2 SMGs along"
            " with 4 magazines and 67 live rounds were taken into possession. Case FIR No. 88/2024 u/s 324/353/34 PPC read "
            "with 7 ATA was registered."
        ),
        "5; 120; 3 [killed]; 2; 4; 67",
    ),
    (
        "un secretary general report",
        (
            "During the reporting period, the Office documented 2,073 human rights violations affecting 1,884 victims, "
            "including 211 children. Of these, 1,102 violations (53 per cent) were attributable to armed groups, among them"
            " 640 killings. Compared with the previous quarter, violations decreased by 8 per cent. Peacekeepers conducted "
            "3,911 patrols, 1,250 of which were at night; five were wounded in six improvised-explosive-device attacks. The"
            " uniformed strength stood at 11,564, including 742 women, against an authorized ceiling of 13,289. As at 31 "
            "May, 76 per cent of posts were filled."
        ),
        (
            "2,073; 1,884; 211; 1,102; 53 percent [share]; 640 [killed]; 8 percent [fall]; 3,911; 1,250; 5 [injured]; 6 "
            "[attacks]; 11,564 [deployed]; 742 [deployed]; 13,289; 76 percent"
        ),
    ),
    (
        "parliamentary prose/opinion magazine",
        (
            "If the numbers are to be believed, one in four prime ministers has seen the inside of a cell. Mr Sharif won a "
            "two-thirds majority in 1997 and lost power 32 months later. In 2018 his party took 64 seats; six years on it "
            "holds 108. Since 1988, eleven general elections have been held and not one premier has finished a five-year "
            "term. Twenty-seven ministers were sworn in last week, the oldest of them 81. The opposition, 92 strong, walked"
            " out twice."
        ),
        "?32 months; ?5 years; 64 [seats]; 108; 11; 27; 92",
    ),
    (
        "corporate/energy",
        (
            "OGDCL said on Friday that its Well Bettani-2 had started producing 720 barrels of oil and 11.5 million cubic "
            "feet of gas per day. The company's profit rose 31pc to Rs208.97 billion for FY24, or Rs48.59 a share. A "
            "pipeline of 24-inch diameter was blown up near Dera Bugti on Sunday, cutting supplies to two plants; it was "
            "repaired within 19 hours. Load-shedding of up to 12 hours a day continues in rural areas. The shortfall stood "
            "at 6,200MW against a demand of 25,500MW."
        ),
        (
            "720 barrels; 11,500,000; 31 percent [rise]; 208.97 billion rupees; 48.59 rupees; 2; 19 hours "
            "[deadline|duration]; at most 12 hours [duration]; 6,200 megawatts [shortage]; 25,500 megawatts"
        ),
    ),
    (
        "philippines/indonesia style",
        (
            "MANILA – Soldiers clashed with some 20 New People's Army rebels for 30 minutes in Barangay San Isidro at 5:20 "
            "a.m. yesterday, leaving five guerrillas dead. Recovered were four M16 rifles, one M203 launcher and 3 "
            "improvised bombs. Brig. Gen. Joel Nacnac, 303rd Infantry Brigade chief, said two soldiers were slightly "
            "wounded. A total of 1,021 rebels surrendered in the first half of the year, while 87 were neutralized. The "
            "NPA, now in its 55th year, has fewer than 1,000 fighters left in seven weakened fronts."
        ),
        (
            "about 20; 30 minutes [duration]; 5 [killed]; 4; ?1; 3; 2 [injured]; 1,021 [surrendered]; 87 "
            "[killed|neutralised]; at most 1,000 [fighters]; ?7"
        ),
    ),
    (
        "mexico/latam",
        (
            "CULIACÁN, Mexico (AP) — Four bodies hanging from a bridge and 16 more packed into a van were found Monday in "
            "Sinaloa, prosecutors said. Twenty people were killed in less than 24 hours, five of whom were decapitated. "
            "Since the feud erupted in September, over 1,200 people have been slain and 1,400 have gone missing. The state "
            "has deployed 10,000 troops; they have made 1,380 arrests and seized 3.2 tons of fentanyl and 4,500 guns. "
            "Schools closed for two weeks, and 30% of businesses report losses."
        ),
        (
            "4 [killed]; 16 [killed]; 20 [killed]; ?at most 24 hours; 5 [killed]; at least 1,200 [killed]; 1,400 [missing];"
            " 10,000 [deployed]; 1,380 [arrested]; 3.2 tonnes; 4,500; 2 weeks [duration]; 30 percent"
        ),
    ),
    (
        "bullet list infographic",
        (
            "Key figures (January–November)\n"
            "• 856 terrorist attacks recorded\n"
            "• 1,514 fatalities: 583 security personnel, 356 civilians, 575 militants\n"
            "• 1,622 injured, of whom 1,003 were civilians\n"
            "• KP: 563 attacks – Balochistan: 262 – Sindh: 18 – Punjab: 10 – Islamabad: 3\n"
            "• Suicide bombings: 14 (vs 29 in 2023)\n"
            "• +45% y-o-y"
        ),
        (
            "856 [attacks]; 1,514 [killed]; 583 [killed]; 356 [killed]; 575 [killed]; 1,622 [injured]; 1,003 [injured]; 563"
            " [attacks]; 262 [attacks]; 18 [attacks]; 10 [attacks]; 3 [attacks]; 14 [attacks]; 29; 45 percent [rise]"
        ),
    ),
    (
        "protest",
        (
            "LAHORE: Over two dozen lawyers were injured and at least 40 held when police baton-charged a rally of around "
            "500 outside the LHC on Thursday. The lawyers, protesting the transfer of three judges, pelted stones which "
            "left an SP and seven constables hurt. A police spokesman said that only 11 lawyers were taken into custody "
            "under Section 16 MPO. Three days ago, 60 lawyers had been booked under 7ATA. LHCBA president Asad Manzoor, 61,"
            " said that they would boycott courts for a week. About 1,20,000 cases are pending in the court, whose "
            "sanctioned strength is 60 but which has just 38 judges."
        ),
        (
            "at least 24 [injured]; at least 40 [arrested|detained]; about 500; 3 [judges]; 7 [injured]; 11 "
            "[arrested|detained]; 60 [accused]; ?1 weeks; about 120,000 [cases]; 60; 38 [judges]"
        ),
    ),
    (
        "hindustan times",
        (
            "Raipur: As many as 31 Maoists, carrying a cumulative bounty of Rs 1.4 crore, were killed and two jawans lost "
            "their lives in a fierce gunfight in Bijapur on Sunday, taking the number of rebels killed this year to 81. Of "
            "them, 65 were eliminated in the Bastar division comprising seven districts. A huge cache, including AK-47, "
            "INSAS and .303 rifles and 12 barrel grenade launchers, was recovered. In 2024, 219 naxals were gunned down, "
            "837 arrested and 792 surrendered. Around 650 personnel drawn from the DRG, STF and 202 CoBRA were involved. "
            "Over 50 villages have been freed in the past 14 months."
        ),
        (
            "31 [killed]; 1.4 crore rupees; 2 [killed]; 81 [killed]; 65 [killed]; 7; 12; 219 [killed]; 837 [arrested]; 792 "
            "[surrendered]; about 650 [deployed]; at least 50"
        ),
    ),
    (
        "afp sahel",
        (
            "Some 100 soldiers and civilian volunteers are feared dead after jihadists overran a base in Djibo, northern "
            'Burkina Faso, security sources told AFP on Tuesday. "More than 300 motorbikes came from four directions," one '
            "resident said. JNIM claimed to have killed 200 troops. The army has not commented. The country has lost "
            "control of about 40 percent of its territory; over 26,000 people have died since 2015, more than half of them "
            "in the past three years, and two million have had to flee. In August an attack in Barsalogho left between 130 "
            "and 400 dead."
        ),
        (
            "about 100 [killed]; at least 300; 4; 200 [killed]; about 40 percent [share]; at least 26,000 [killed]; "
            "2,000,000 [displaced]; 130–400 [killed]"
        ),
    ),
    (
        "ary/geo web",
        (
            "QUETTA: Security forces rescued 155 passengers of the Jaffar Express and killed 27 terrorists in an ongoing "
            "operation, security sources said late Tuesday night. The train, which had nine coaches and over 400 passengers"
            " on board, was attacked near Tunnel No. 8 in Bolan. Seventeen injured passengers have been shifted to "
            "hospital. A second batch of 57 passengers reached Quetta at 2am. The train driver and eight security men were "
            "martyred. The BLA threatened to kill 10 hostages an hour unless its demands were met within 48 hours."
        ),
        "155 [rescued]; 27 [killed]; 9; at least 400; 17 [injured]; 57; 8 [killed]; 48 hours [deadline]",
    ),
    (
        "reuters factbox",
        (
            "May 12 - At least 41 killed in a suicide bombing at a hospital in Quetta.\n"
            "June 3 - Two bombs kill 18 in Parachinar; 62 wounded.\n"
            "July 22 - 26 security personnel die when militants attack a base.\n"
            "Aug 9 - Airstrike kills seven militants, including a commander with a $5 million bounty.\n"
            "Sept 30 - 11 coal miners abducted, one later found dead."
        ),
        (
            "at least 41 [killed]; 2; 18 [killed]; 62 [injured]; 26 [killed]; 7 [killed]; 5 million US dollars; 11 "
            "[abducted]; ?1"
        ),
    ),
    (
        "world bank style",
        (
            "Real GDP growth is projected at 2.8 percent in FY25, up from 2.5 percent a year earlier. About 1.9 million "
            "youth enter the labour market every year. Poverty, at the $3.65 line, stood at 40.5 percent; an additional 2.6"
            " million people fell below it. Revenues rose by 0.8 percentage points of GDP. Nearly ten million people, or 15"
            " percent of rural households, risk acute food insecurity. The Bank has 56 active projects with commitments of "
            "$16.6 billion."
        ),
        (
            "2.8 percent; 2.5 percent; about 1,900,000; 3.65 US dollars; 40.5 percent; 2,600,000; 0.8 percentage points "
            "[rise]; about 10,000,000; 15 percent; 56; 16.6 billion US dollars [funding]"
        ),
    ),
    (
        "hrcp urdu english",
        (
            "According to the FIR, the mob comprising 800 to 900 persons, led by two local clerics, ransacked 19 houses and"
            " four churches and put them on fire. Police have nominated 37 persons and booked over 600 unknown others under"
            " 295-B. So far 146 accused have been apprehended. A JIT of 10 members was constituted. Each affected family "
            'was given a cheque of Rs2m. "My three daughters hid in the sugarcane fields for two nights," said Shakeela, '
            "44, a resident of Cinema Road. Two years on, only 12 suspects are facing trial."
        ),
        (
            "800–900; 2; 19 [destroyed]; 4 [destroyed]; 37 [accused]; at least 600 [accused]; 146 [arrested]; 10; 2 million"
            " rupees [compensation]; 3; 2 nights [duration]; 12 [accused]"
        ),
    ),
    (
        "iraq/syria wire",
        (
            "The Kurdish-led SDF said it had captured 18 Islamic State members and killed 3 in a raid backed by the US-led "
            "coalition in Deir al-Zor. The camp at al-Hol holds 39,904 people, 93% of whom are women and children, from 60 "
            "countries. IS has claimed 153 attacks in Iraq and Syria in the first six months of 2024, on pace to more than "
            "double last year's number. Some 2,500 U.S. troops are stationed in Iraq and 900 in Syria. Twenty-four tankers "
            "and 3 SUVs were destroyed by air strikes over 72 hours. An Iraqi court hanged 11 men convicted of terrorism."
        ),
        (
            "18 [captured|arrested]; 3 [killed]; 39,904 [detained]; 93 percent [share]; 60; 153 [attacks]; about 2,500 "
            "[deployed]; 900 [deployed]; 24 [destroyed]; 3 [destroyed]; 72 hours [duration]; 11 [killed]"
        ),
    ),
    (
        "local crime brief",
        (
            "SWABI: A man shot dead his wife, two daughters and mother-in-law over a domestic dispute in Zaida on Friday. "
            "He fled with Rs300,000 and 10 tolas of gold. The neighbours found four bodies lying in a pool of blood. In "
            "another incident, three brothers were critically wounded when their rivals, seven in number, opened fire on "
            "them with a .30-bore pistol. One of the injured, 22-year-old Adil, succumbed at LRH, raising the death toll to"
            " five."
        ),
        "2 [killed]; 300,000 rupees; 10; 4; 3 [injured]; 7 [attackers]; 5 [killed]; ?1 [killed]",
    ),
    (
        "drone warfare",
        (
            "The ministry said 112 drones had been neutralised — 54 over Belgorod, 31 over Kursk, 15 over Bryansk and the "
            "rest over Crimea. Governor Gladkov said six people were hurt, two of them children, and 17 homes, a school and"
            " three cars damaged. Kyiv's mayor reported four dead and 26 wounded after a 9-hour attack with 7 ballistic "
            "missiles. Some 60% of the capital was without power. Ukraine has received only half of the one million shells "
            "promised."
        ),
        (
            "112; 54; 31; 15; 6 [injured]; 2 [injured]; 17 [damaged]; 3 [damaged]; 4 [killed]; 26 [injured]; 9 hours "
            "[duration]; 7; about 60 percent; 1,000,000"
        ),
    ),
    (
        "minutes/bureaucratic",
        (
            "The Committee was apprised that out of 1,278 sanctioned posts, 411 were lying vacant. It was decided to (a) "
            "fill 200 posts within 90 days, (b) procure 35 vehicles at a cost of Rs 210 million, and (c) close 14 redundant"
            " pickets. The IGP informed that 9,214 search operations had been conducted since 1-1-2024, resulting in the "
            "arrest of 1,105 POs and recovery of 2,317 weapons. The forum expressed concern over the 22% increase in crime."
            " Next meeting: 15.07.2024 at 1100 hrs."
        ),
        (
            "1,278; 411; 200; 90 days [deadline]; 35; 210 million rupees; 14; 9,214 [operations]; 1,105 [arrested]; 2,317; "
            "22 percent [rise]"
        ),
    ),
    (
        "telegraph of a migrant wreck",
        (
            "At least 59 migrants, among them 12 children, died when their boat broke apart off Calabria; 81 survived, 22 "
            "of whom were hospitalised. The vessel had set out from Izmir with 150 to 200 people from Afghanistan, Iran and"
            " Pakistan. Twenty-eight Pakistanis were on board, of whom four are unaccounted for. Each had paid 8,000 euros."
            " More than 26,000 people have died or gone missing in the Mediterranean since 2014. Three men were held on "
            "suspicion of trafficking."
        ),
        (
            "at least 59 [killed]; 12 [killed]; 81; 22; 150–200; 28; 4 [missing]; 8,000 euros; at least 26,000 [killed]; 3 "
            "[arrested|detained]"
        ),
    ),
    (
        "defence budget editorial",
        (
            "Defence gets Rs2.55tr, 20pc more than the outgoing year's Rs2.12tr; debt servicing eats up Rs8.2tr, or 46.7pc "
            "of the outlay. The army's share is 45 per cent, the air force's 21 and the navy's 10. Pensions cost another "
            "Rs742bn. India, by contrast, will spend $78.7bn, over nine times as much. Subsidies have been cut by 14pc to "
            "Rs1.18tr. One hundred and eighteen development schemes were dropped."
        ),
        (
            "2.55 trillion rupees [funding]; 20 percent [rise]; 2.12 trillion rupees [funding]; 8.2 trillion rupees; 46.7 "
            "percent [share]; 45 percent [share]; ?21; ?10; 742 billion rupees; 78.7 billion US dollars; 14 percent [fall];"
            " 1.18 trillion rupees; 118"
        ),
    ),
    (
        "thai/myanmar wire",
        (
            "YANGON - Airstrikes on a school in Sagaing killed at least 20 pupils and two teachers, a resistance spokesman "
            "said on Tuesday. Dozens more were maimed. The junta denied it. Since the 2021 coup, more than 6,600 civilians "
            "have been killed and 28,900 people arrested, according to AAPP, and 3.5 million have been displaced. Three in "
            "every five townships are contested. The UN wants $1.1 billion this year but has got barely 5 percent of that "
            "sum."
        ),
        (
            "at least 20 [killed]; 2 [killed]; dozens [injured]; at least 6,600 [killed]; 28,900 [arrested]; 3,500,000 "
            "[displaced]; 1.1 billion US dollars [requested|funding]; 5 percent"
        ),
    ),
    (
        "ispr annual presser",
        (
            "DG ISPR said the security forces carried out 59,775 small and large scale operations during the current year "
            "in which 925 khawarij were killed while hundreds were apprehended. He said more than 169 operations were being"
            " conducted on a daily basis. As many as 73 high-value targets, including 27 Afghan terrorists, were eliminated"
            " and two suicide bombers arrested. 383 officers and soldiers embraced martyrdom. In Balochistan 14 most wanted"
            " terrorists surrendered. He said 815,000 illegal Afghans had returned since September 2023."
        ),
        (
            "59,775 [operations]; 925 [killed]; hundreds [arrested]; at least 169 [operations]; 73 [killed]; 27 [killed]; 2"
            " [arrested]; 383 [killed]; 14 [surrendered]; 815,000 [returned]"
        ),
    ),
    (
        "sc verdict",
        (
            "By a majority of five to two, the Supreme Court's constitutional bench on Wednesday allowed the intra-court "
            "appeals and set aside the verdict of October 23, 2023, by which a five-member bench had declared the trial of "
            "103 civilians by military courts unconstitutional. Justices Jamal Khan and Naeem Afghan dissented. Of the 85 "
            "convicted, 19 had been pardoned on Jan 2. The court asked the government to legislate within 45 days. The "
            "attorney general recalled that 39 installations had been attacked on May 9."
        ),
        "?5 [votes]; ?2 [votes]; 103 [accused]; 85 [sentenced]; 19 [released]; 45 days [deadline]; 39",
    ),
    (
        "think-tank monthly ",
        (
            "In October, militants mounted 89 attacks — a 20pc rise on September — that left 106 security personnel, 28 "
            "civilians dead and 152 persons injured. The security forces killed 355 militants, wounded 72 and arrested 22. "
            "KP (mainland) suffered 31 attacks, 58 deaths; the erstwhile Fata 27 attacks, 61 deaths; Balochistan 23 attacks"
            " and 39 deaths. Kidnappings numbered 16. Drone strikes, five in all, killed nine. For the year to date, "
            "combat-related deaths stand at 3,144, i.e. 58 per cent more than a year before."
        ),
        (
            "89 [attacks]; 20 percent [rise]; 106 [killed]; 28 [killed]; 152 [injured]; 355 [killed]; 72 [injured]; 22 "
            "[arrested]; 31 [attacks]; 58 [killed]; 27 [attacks]; 61 [killed]; 23 [attacks]; 39 [killed]; 16; 5; 9 "
            "[killed]; 3,144 [killed]; 58 percent [rise]"
        ),
    ),
    (
        "sport & politics",
        (
            "Pakistan thrashed Zimbabwe by 99 runs in the third ODI to win the series 2-1. The PCB chairman announced Rs5m "
            "for each of the 15 players. Security for the match included 4,000 policemen; two spectators were arrested for "
            "invading the pitch. Earlier, a blast in the city had injured three people."
        ),
        "5 million rupees; 15; 4,000 [deployed]; 2 [arrested]; 3 [injured]",
    ),
    (
        "flood pdma",
        (
            "PDMA's situation report of 8pm: 24 more persons have died, 13 of them in Buner, pushing the toll since June 26"
            " to 406; 247 are injured. Houses damaged: 3,526 (577 fully). Livestock perished: 5,460. Rescue workers "
            "evacuated 27,000 persons with 60 boats. 11 bridges have collapsed; 61 km of road is blocked. Rs800m has been "
            "released; 120 trucks of relief goods dispatched. Up to 15,000 tents are needed in the next 72 hours. Water "
            "level at Trimmu: 543,000 cusecs."
        ),
        (
            "24 [killed]; 13 [killed]; 406 [killed]; 247 [injured]; 3,526 [damaged]; 577 [damaged]; 5,460; 27,000; 60; 11; "
            "61 kilometres; 800 million rupees [funding]; 120; at most 15,000; 543,000 cusecs"
        ),
    ),
    (
        "interview",
        (
            '"We were about 30 in the bus. They came, seven or eight of them, with Kalashnikovs, and asked for our CNICs," '
            'said the driver, Ghulam Nabi, 52. "They took 11 of us down, let two go, and shot the rest." He hid behind a '
            'rock for some four hours. "I have driven this road for 25 years. I have six children. What am I to do with '
            'Rs50,000?"'
        ),
        (
            "about 30; 7–8 [attackers]; 11 [abducted]; 2 [released]; about 4 hours [duration]; ?25 years [duration]; 6; "
            "50,000 rupees"
        ),
    ),
    (
        "press freedom",
        (
            "RSF says 54 journalists were killed in 2024, a third of them by Israeli forces; 550 are behind bars in 43 "
            "countries and 55 held hostage. Pakistan, 152nd out of 180 in the index, lost seven. Nearly 100 cases under "
            "PECA were registered and around a dozen reporters summoned by the FIA. Eleven TV channels went off the air for"
            " varying periods, two of them for over a month. The internet was shut 18 times; losses are put at $1.62bn."
        ),
        (
            "54 [killed]; 550 [arrested|detained]; 43; 55 [abducted]; 7 [killed]; about 100 [cases]; about 12; 11; 2; at "
            "least 1 months [duration]; 1.62 billion US dollars [losses]"
        ),
    ),
    (
        "polio",
        (
            "Another polio case surfaced in Jacobabad, taking this year's tally to 67: 27 from Balochistan, 19 each from KP"
            " and Sindh and one each from Punjab and Islamabad. Over 44 million children under five are to be vaccinated by"
            " 400,000 workers in the seven-day drive. Some 1.06 million were missed in the last round, including 19,000 "
            "refusals. Two policemen guarding a team were shot dead in Karak; a third was hurt. Ten suspects have been "
            "rounded up."
        ),
        ("67 [cases]; 27; 19; ?1; at least 44,000,000; 400,000 [deployed]; about 1,060,000; 19,000; 2 [killed]; 10 [arrested]"),
    ),
    (
        "sri lanka/nepal",
        (
            "COLOMBO: Cyclone Ditwah left 643 people dead and 183 missing, the disaster agency said Friday, making it the "
            "island's worst calamity since the 2004 tsunami. More than two million people — nearly 10 percent of the "
            "population — were hit. Some 5,000 houses were destroyed and 70,000 damaged. The president said recovery may "
            "cost $7 billion. India sent four warships, 53 tonnes of aid and an 80-member rescue team, which pulled 104 "
            "stranded foreigners from a hotel."
        ),
        (
            "643 [killed]; 183 [missing]; at least 2,000,000; about 10 percent; about 5,000 [destroyed]; 70,000 [damaged]; "
            "7 billion US dollars; 4; 53 tonnes; 80; 104"
        ),
    ),
    (
        "congo",
        (
            "Rebels of the M23 have killed more than 140 civilians in at least 14 villages since July, Human Rights Watch "
            "said on Wednesday. The UN put the figure at 319. Witnesses counted 48 graves. About 7.8 million people are "
            "uprooted in the east, among the highest numbers in the world; 28 million go hungry. The army and its militia "
            "allies, the Wazalendo, lost 33 men on Saturday. Rwanda denies that it has up to 4,000 troops there."
        ),
        ("at least 140 [killed]; at least 14; 319; 48; about 7,800,000 [displaced]; 28,000,000; 33 [killed]"),
    ),
    (
        "kp police annual",
        (
            "In 2025 KP police faced 1,588 terrorist incidents, against 1,161 in 2024. As many as 159 cops including four "
            "DSPs laid down their lives while 291 were injured; 420 terrorists were killed and 1,244 arrested. The CTD "
            "carried out 3,074 IBOs in which 93 commanders with Rs 275m head money were eliminated. Bannu remained the "
            "worst-hit with 394 incidents, followed by North Waziristan (181), DI Khan (152) and Peshawar (78). 40 "
            "bulletproof vehicles and 2,650 weapons were procured at a cost of Rs7.7bn."
        ),
        (
            "1,588 [incidents]; 1,161; 159 [killed]; 4 [killed]; 291 [injured]; 420 [killed]; 1,244 [arrested]; 3,074 "
            "[operations]; 93 [killed]; 275 million rupees; 394 [incidents]; 181; 152; 78; 40; 2,650; 7.7 billion rupees"
        ),
    ),
    (
        "coal mine brief",
        (
            "At least six miners suffocated to death when gas filled a pit in Duki, 250 km from Quetta, on Tuesday evening."
            " Eleven had gone 1,400 feet underground; five were brought out alive. Last year 82 colliers perished in 41 "
            "such accidents, the union said. It demanded Rs3m for each bereaved family and a case against the lessee. There"
            " are 5,000 pits and some 100,000 workers in the province."
        ),
        ("at least 6 [killed]; 11; 5; 82 [killed]; 41; 3 million rupees [demanded|compensation]; ?5,000; 5,000; about 100,000"),
    ),
    (
        "us politics",
        (
            "The House passed the measure 217-213 after five hours of debate, with two Republicans voting no. The shutdown,"
            " now in its 36th day, has furloughed 670,000 federal workers and left another 730,000 without pay. Four in ten"
            " voters blame both parties. The president, 79, said he would send 2,000 Guard troops to Portland. Police "
            "arrested 31 people, nine of whom face felony charges. A jury awarded the family $116m."
        ),
        (
            "?217 [votes]; ?213 [votes]; ?5 hours [duration]; 2; 670,000; 730,000; 2,000; 31 [arrested]; 9; 116 million US "
            "dollars"
        ),
    ),
    (
        "press note, ministry",
        (
            "The Ministry of Interior informs that during the second phase of the Illegal Foreigners Repatriation Plan a "
            "total of 1,011,273 Afghan nationals have gone back as of 11 November 2025, of whom 134,417 were deported. On "
            "Monday alone 8,714 crossed at Torkham and 5,012 at Chaman. 54 camps have been shut. Of the 1.4 million PoR "
            "card holders, about 40 per cent remain. 36 NADRA officials were dismissed, 14 were arrested and Rs 42 lakh was"
            " recovered."
        ),
        (
            "1,011,273 [returned]; 134,417 [deported]; 8,714; 5,012; 54 [closed]; 1,400,000; about 40 percent; 36; 14 "
            "[arrested]; 42 lakh rupees"
        ),
    ),
    (
        "agency, gaza",
        (
            "Israeli strikes killed at least 104 people, 46 of them children, in less than 12 hours, Gaza's health ministry"
            ' said, in the deadliest day since the truce began on October 10. The military said it had hit "dozens" of '
            "targets and killed over 30 commanders after a soldier was shot dead. The toll now stands at 68,527 dead and "
            "170,395 wounded. Hamas has returned the remains of 15 of 28 hostages. About 600 trucks a day are to enter; "
            "fewer than 150 did so on Tuesday."
        ),
        (
            "at least 104 [killed]; 46 [killed]; ?at most 12 hours; dozens; at least 30 [killed]; 68,527 [killed]; 170,395 "
            "[injured]; 15 [returned]; 28; about 600; at most 150"
        ),
    ),
    (
        "urdu english 2",
        (
            "KARACHI: Two dacoits were gunned down while their third accomplice managed to flee after an alleged encounter "
            "in Korangi No. 5 early Sunday. A pedestrian, 30, and two cops were hit by stray bullets. SSP Tariq said the "
            "duo had robbed Rs1.2 million, three mobiles and a 125cc motorbike. So far this year 94 robbers have been "
            "killed and 812 nabbed injured in 1,190 encounters. As per Chhipa, six bodies, two of them mutilated, were "
            "shifted to JPMC. In Lyari, a five-storey building collapsed, leaving 27 dead; 12 of its 20 families were "
            "Hindus."
        ),
        "2 [killed]; 2 [injured]; 1.2 million rupees; 3; 94 [killed]; 812 [arrested]; 1,190; 6; 2; 27 [killed]; 12; 20",
    ),
    (
        "sindhi/local english",
        (
            "SUKKUR: Katcha dacoits ambushed a police convoy in Machhka with rocket launchers late Thursday, martyring 12 "
            "cops and injuring eight. Five policemen went missing but were found later. The two mobiles, carrying over 20 "
            "policemen, had got stuck in the mud. The Punjab government fixed head money of Rs10m each for 20 most wanted "
            "dacoits. Shahid Lund, wanted in 28 cases, was killed a month later. In 2024 the gangs abducted 412 people, 380"
            " of whom were honey-trapped; 74 dacoits were killed, 162 injured and 508 arrested."
        ),
        (
            "12 [killed]; 8 [injured]; 5 [missing]; 2; at least 20; 10 million rupees; 20; 28 [cases]; 412 [abducted]; 380 "
            "[abducted]; 74 [killed]; 162 [injured]; 508 [arrested]"
        ),
    ),
    (
        "somalia wire",
        (
            "MOGADISHU, Aug 3 (Reuters) - At least 37 civilians were killed and 212 others injured when an al Shabaab "
            "suicide bomber and gunmen attacked a beach in Somalia's capital, a health official said on Saturday. Police "
            "spokesman Abdifatah Hassan said one soldier also died in the attack and another was hurt. All six attackers "
            "were killed. The bodies of seven people lay on the sand. Al Shabaab, which has fought the government for 17 "
            "years, killed more than 500 people in twin truck bombs in October 2017."
        ),
        (
            "at least 37 [killed]; 212 [injured]; 1 [killed]; 6 [killed|attackers]; 7 [killed]; 17 years [duration]; at "
            "least 500 [killed]"
        ),
    ),
    (
        "study",
        (
            "The survey polled 2,415 adults in 14 districts. Sixty-one per cent said security had got worse, up eight "
            "points on 2022; one in three had paid extortion at least once. Of the 1,190 women, just 12% felt safe at "
            "night. Researchers also coded 3,204 press reports of 1,876 incidents, with 4,411 fatalities, 38% of them "
            "civilians. Reliability was high (alpha 0.86). The median age was 29. Funding of €240,000 came from two "
            "foundations."
        ),
        (
            "2,415; 14; 61 percent; ?8; 1,190; 12 percent; 3,204; 1,876 [incidents]; 4,411 [killed]; 38 percent [share]; "
            "?0.86; 240,000 euros [funding]; 2"
        ),
    ),
    (
        "ctd",
        (
            "The CTD Punjab claimed on Saturday to have foiled a major terror plan by arresting 18 terrorists during 162 "
            "IBOs in different cities. Three hand grenades, 3,895 grams of explosives, 29 detonators, 41 feet of safety "
            "fuse, one IED bomb and Rs 78,420 were recovered. 15 cases were registered. During the current week, 2,219 "
            "combing operations were conducted, 85,641 people were checked, 344 suspects arrested, 318 FIRs lodged and 322 "
            "recoveries made."
        ),
        (
            "18 [arrested]; 162 [operations]; 3; 3,895 grams [explosives]; 29; 41 feet; ?1; 78,420 rupees; 15 [cases]; "
            "2,219 [operations]; 85,641; 344 [arrested]; 318; 322"
        ),
    ),
    (
        "india ops summary",
        (
            "Since January, forces have fired over 1.2 lakh rounds, neutralised 257 Naxalites (including 27 women) and seen"
            " 1,639 surrender. Twelve districts remain affected against 126 in 2014. Violence is down 81 per cent and "
            "deaths of civilians and security forces down by 85%, from 1,005 in 2010 to 150 last year. The Centre has "
            "released Rs 3,331 crore in 11 years. Two Cobra commandos died and 17 were hurt by pressure IEDs."
        ),
        (
            "at least 120,000; 257 [killed|neutralised]; 27 [killed|neutralised]; 1,639 [surrendered]; 12; 126; 81 percent "
            "[fall]; 85 percent [fall]; 1,005; 150; 3,331 crore rupees [funding]; ?11 years; 2 [killed]; 17 [injured]"
        ),
    ),
)
"""Where it might stand, the paragraph, and its figures in order, parted by semicolons.

A figure is as the reader tells it, with the measures that are right in brackets; one that a person may mark or not begins with
a question mark.
"""

#include "rules/item_type.h"

#include "rules/rules_fixture.h"

namespace dw::rules {
namespace {

struct Types {
    Source source;
    TypeBook book;
    std::vector<Fault> faults;

    explicit Types(const std::string& definitions)
        : source(model(definitions)), book("m.dmn", source.definitions) {
        book.define_all(faults);
    }
    // The value as the type takes it, and why it does not.
    std::string accepted(const std::string& type, const std::string& value) {
        feel::Evaluation evaluation;
        const ItemType* found = book.find(type, "", {}, faults);
        if (found == nullptr) return "no type";
        std::string text = feel::to_literal(accept(feel_value(value), *found, evaluation));
        for (const feel::Note& note : evaluation.notes()) text += " " + note.code;
        return text;
    }
};

std::string item(const std::string& name, const std::string& inner,
                 const std::string& attributes = "") {
    return "<itemDefinition name='" + name + "' " + attributes + ">" + inner + "</itemDefinition>";
}

TEST(ItemType, AllowedValuesHoldForTheValue) {
    Types types(item("tAge",
                     "<typeRef>number</typeRef><allowedValues><text>[0..130]</text>"
                     "</allowedValues>"));
    EXPECT_TRUE(types.faults.empty());
    EXPECT_EQ(types.accepted("tAge", "5"), "5");
    EXPECT_EQ(types.accepted("tAge", "[5]"), "5");
    EXPECT_EQ(types.accepted("tAge", "131"), "null rules.value_not_allowed");
    EXPECT_EQ(types.accepted("tAge", "\"5\""), "null rules.type_mismatch");
    EXPECT_EQ(types.accepted("tAge", "null"), "null");
}

TEST(ItemType, OfACollectionAllowedValuesHoldForItemsAndTheConstraintForAll) {
    Types types(item("tList",
                     "<typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues>"
                     "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint>",
                     "isCollection='true'"));
    EXPECT_EQ(types.accepted("tList", "[1, 2]"), "[1, 2]");
    EXPECT_EQ(types.accepted("tList", "7"), "[7]");
    EXPECT_EQ(types.accepted("tList", "[1, 0]"), "null rules.value_not_allowed");
    EXPECT_EQ(types.accepted("tList", "[1, 2, 3]"), "null rules.value_not_allowed");
}

TEST(ItemType, ConstraintsInsideOfComponentsAndBasesHoldToo) {
    Types types(
        item("tKind",
             "<typeRef>string</typeRef><allowedValues><text>\"a\", \"b\"</text>"
             "</allowedValues>") +
        item("tOther", "<typeRef>tKind</typeRef>") +
        item("tDog", "<itemComponent name='kind'><typeRef>tOther</typeRef></itemComponent>") +
        item("tDogs", "<typeRef>tDog</typeRef>", "isCollection='true'"));
    EXPECT_EQ(types.accepted("tDogs", "[{kind: \"a\"}]"), "[{kind: \"a\"}]");
    EXPECT_EQ(types.accepted("tDogs", "[{kind: \"c\"}]"), "null rules.value_not_allowed");
}

TEST(ItemType, ATypeMadeOfItselfIsAFault) {
    Types types(item("tA", "<typeRef>tB</typeRef>") + item("tB", "<typeRef>tA</typeRef>"));
    ASSERT_FALSE(types.faults.empty());
    EXPECT_EQ(types.faults[0].code, "rules.type_cycle");
}

TEST(ItemType, ALongChainOfTypesIsRefused) {
    std::string chain;
    for (int i = 0; i < 3000; ++i) {
        chain += item("t" + std::to_string(i), "<typeRef>t" + std::to_string(i + 1) + "</typeRef>");
    }
    Types types(chain);
    ASSERT_FALSE(types.faults.empty());
    EXPECT_EQ(types.faults[0].code, "rules.type_cycle");
}

TEST(ItemType, AnUnknownTypeIsNamedWithItsPlace) {
    Types types(item("tA", "<typeRef>tNowhere</typeRef>"));
    ASSERT_EQ(types.faults.size(), 1u);
    EXPECT_EQ(types.faults[0].code, "rules.unknown_type");
    EXPECT_EQ(types.faults[0].arguments, std::vector<std::string>{"tNowhere"});
}

}  // namespace
}  // namespace dw::rules

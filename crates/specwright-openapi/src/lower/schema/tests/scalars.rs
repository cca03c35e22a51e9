use super::{check, check_found};

#[test]
fn whole_numbers_are_as_wide_as_their_format() {
    check(
        "    A: {type: object, properties: {a: {type: integer}, b: {type: integer, format: int8}, c: {type: integer, format: uint64}, d: {type: integer, format: uint}}}",
        r#"
        record "A"
            "a" optional i64
            "b" optional i8
            "c" optional u64
            "d" optional u64
        "#,
    );
}

#[test]
fn bounds_widen_whole_numbers() {
    check(
        "    A: {type: integer, minimum: 0, maximum: 18446744073709551615}\n    B: {type: integer, minimum: -18446744073709551615}\n    C: {type: integer, maximum: 1e60}",
        r#"
        alias "A" = u64
            constraint Minimum("0")
            constraint Maximum("18446744073709551615")
        alias "B" = i128
            constraint Minimum("-18446744073709551615")
        alias "C" = number
            constraint Maximum("1e60")
        "#,
    );
}

#[test]
fn limits_printed_by_floating_point_programs_are_those_of_64_bits() {
    check(
        "    A: {type: integer, format: int64, maximum: 9223372036854776000}",
        "alias \"A\" = i64\n    constraint Maximum(\"9223372036854776000\")",
    );
}

#[test]
fn a_bound_outside_of_the_format_is_reported() {
    check_found(
        "    A: {type: integer, format: int32, maximum: 4294967295}",
        "alias \"A\" = i64\n    constraint Maximum(\"4294967295\")",
        &["schema-conflict: this bound lies outside of what format `int32` holds; the type is wide enough for it"],
    );
}

#[test]
fn bounds_in_strings_are_read_and_reported() {
    check_found(
        "    A: {type: integer, maximum: \"18446744073709551615\", minimum: 0}",
        "alias \"A\" = u64\n    constraint Maximum(\"18446744073709551615\")\n    constraint Minimum(\"0\")",
        &["keyword-invalid: a bound is a string, not a number; taken as the number in it"],
    );
}

#[test]
fn numbers_are_exact_unless_the_format_says_float() {
    check(
        "    A: {type: number}\n    B: {type: number, format: double}\n    C: {type: string, format: decimal}\n    D: {type: string, format: int64}",
        r#"
        alias "A" = number
        alias "B" = double
        alias "C" = quoted(number)
        alias "D" = quoted(i64)
        "#,
    );
}

#[test]
fn strings_follow_their_format_and_encoding() {
    check(
        "    A: {type: string, format: uuid}\n    B: {type: string, contentEncoding: base64url}\n    C: {type: string, format: time}\n    D: {type: string, format: color}",
        r#"
        alias "A" = string(Uuid)
        alias "B" = string(Base64Url)
        alias "C" = string(Time)
        alias "D" = string(Other("color"))
            constraint Format("color")
        "#,
    );
}

#[test]
fn slips_of_type_names_are_read_loosely() {
    check_found(
        "    A: {type: int}\n    B: {type: any}",
        "alias \"A\" = i64\nalias \"B\" = any",
        &[
            "keyword-invalid: there is no type `int`; taken as `integer`",
            "keyword-invalid: there is no type `any`; ignored",
        ],
    );
}

#[test]
fn defaults_that_do_not_fit_are_left_out() {
    check_found(
        "    A: {type: object, properties: {a: {type: integer, default: x}, b: {type: string, default: x}, c: {type: string, default: null}}}",
        r#"
        record "A"
            "a" optional i64
            "b" optional string(Plain)
                default "x"
            "c" optional string(Plain)
        "#,
        &["default-invalid: the default `\"x\"` is no value of the type; left out"],
    );
}
